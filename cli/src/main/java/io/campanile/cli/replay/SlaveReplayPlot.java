package io.campanile.cli.replay;

import io.campanile.cli.terminal.Panels;
import io.campanile.recording.SessionRecord;
import io.campanile.recording.SlaveFigures.Point;
import io.campanile.recording.SlaveReplayReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;
import org.knowm.xchart.XYChart;

/** Draws a slave over time: how far it was ahead when it was corrected, and its bound, with a colour for each session. */
final class SlaveReplayPlot {

    private SlaveReplayPlot() {}

    /** Writes a PNG. */
    static void write(Path file, SlaveReplayReport report) throws IOException {
        String name = report.recorded().name();
        Panels.write(
                file,
                List.of(
                        panel(report, name, "ahead of cluster time, µs", Point::aheadNanos),
                        panel(report, "", "bound, µs", Point::boundNanos)));
    }

    private static XYChart panel(SlaveReplayReport report, String title, String axis, ToLongFunction<Point> value) {
        Curves curves = new Curves(report.firstAtNanos(), report.lastAtNanos());
        XYChart chart = curves.panel(title, axis);
        List<SessionRecord> sessions = report.sessions();
        for (int i = 0; i < Math.min(Curves.MOST, sessions.size()); i++) {
            curves.add(chart, i, "session " + (i + 1), sessions.get(i).figures().points(), value);
        }
        return chart;
    }
}
