package io.campanile.cli.replay;

import io.campanile.cli.terminal.Panels;
import io.campanile.recording.ReplayReport;
import io.campanile.recording.SlaveFigures;
import io.campanile.recording.SlaveFigures.Point;
import io.campanile.recording.SlaveRecord;
import io.campanile.recording.SlaveRecord.Trip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.knowm.xchart.XYChart;

/** Draws each slave over time: its distance from cluster time, its bound, its round trips. */
final class ReplayPlot {

    private final List<SlaveRecord> slaves;
    private final Curves curves;

    private ReplayPlot(ReplayReport report) {
        this.slaves = report.slaves().stream().limit(Curves.MOST).toList();
        this.curves = new Curves(report.firstAtNanos(), report.lastAtNanos());
    }

    /**
     * Writes a PNG.
     *
     * @param others what other settings are drawn, too; empty for none
     */
    static void write(Path file, ReplayReport report, String others) throws IOException {
        ReplayPlot plot = new ReplayPlot(report);
        String who = report.recorded().name();
        String title = report.slaves().size() > Curves.MOST
                ? "%s: the first %s of %s slaves"
                        .formatted(who, Curves.MOST, report.slaves().size())
                : who;
        List<XYChart> panels = new ArrayList<>();
        panels.add(plot.figures(title, "ahead of cluster time, µs", SlaveRecord::asItWas, Point::aheadNanos));
        panels.add(plot.figures("", "bound, µs", SlaveRecord::asItWas, Point::boundNanos));
        if (!others.isEmpty()) {
            String with = "with " + others;
            panels.add(plot.figures(with, "ahead of cluster time, µs", SlaveRecord::otherwise, Point::aheadNanos));
            panels.add(plot.figures(with, "bound, µs", SlaveRecord::otherwise, Point::boundNanos));
        }
        panels.add(plot.trips());
        Panels.write(file, panels);
    }

    private XYChart figures(
            String title, String axis, Function<SlaveRecord, SlaveFigures> which, ToLongFunction<Point> value) {
        XYChart chart = curves.panel(title, axis);
        for (int i = 0; i < slaves.size(); i++) {
            SlaveRecord slave = slaves.get(i);
            curves.add(chart, i, slave.name(), which.apply(slave).points(), value);
        }
        return chart;
    }

    private XYChart trips() {
        XYChart chart = curves.panel("", "round trip, µs");
        chart.getStyler().setYAxisLogarithmic(true);
        for (int i = 0; i < slaves.size(); i++) {
            SlaveRecord slave = slaves.get(i);
            curves.add(
                    chart,
                    i,
                    slave.name(),
                    slave.trips(),
                    Trip::atNanos,
                    trip -> Curves.micros(Math.max(1, trip.delayNanos())));
        }
        return chart;
    }
}
