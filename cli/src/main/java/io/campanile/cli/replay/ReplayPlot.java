package io.campanile.cli.replay;

import io.campanile.cli.terminal.Panels;
import io.campanile.core.Units;
import io.campanile.recording.ReplayReport;
import io.campanile.recording.SlaveFigures;
import io.campanile.recording.SlaveFigures.Point;
import io.campanile.recording.SlaveRecord;
import io.campanile.recording.SlaveRecord.Trip;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws each slave over time: its distance from cluster time, its bound, its round trips. */
final class ReplayPlot {

    private static final double MICROSECOND_NANOS = 1000;

    /** More lines than that nobody tells apart. */
    private static final int MOST_SLAVES = 20;

    private final List<SlaveRecord> slaves;
    private final long startNanos;
    private final double endSeconds;

    private ReplayPlot(ReplayReport report) {
        this.slaves = report.slaves().stream().limit(MOST_SLAVES).toList();
        this.startNanos = report.firstAtNanos();
        this.endSeconds = seconds(report.lastAtNanos());
    }

    /**
     * Writes a PNG.
     *
     * @param others what other settings are drawn, too; empty for none
     */
    static void write(Path file, ReplayReport report, String others) throws IOException {
        ReplayPlot plot = new ReplayPlot(report);
        String who = report.recorded().master();
        String title = report.slaves().size() > MOST_SLAVES
                ? "%s: the first %s of %s slaves"
                        .formatted(who, MOST_SLAVES, report.slaves().size())
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

    private double seconds(long nanos) {
        return (double) (nanos - startNanos) / Units.SECOND_NANOS;
    }

    private XYChart figures(
            String title, String axis, Function<SlaveRecord, SlaveFigures> which, ToLongFunction<Point> value) {
        XYChart chart = chart(title, axis);
        for (int i = 0; i < slaves.size(); i++) {
            List<Point> points = which.apply(slaves.get(i)).points();
            add(
                    chart,
                    i,
                    points.stream().mapToDouble(p -> seconds(p.atNanos())).toArray(),
                    points.stream()
                            .mapToDouble(p -> micros(value.applyAsLong(p)))
                            .toArray());
        }
        return chart;
    }

    private XYChart trips() {
        XYChart chart = chart("", "round trip, µs");
        chart.getStyler().setYAxisLogarithmic(true);
        for (int i = 0; i < slaves.size(); i++) {
            List<Trip> trips = slaves.get(i).trips();
            add(
                    chart,
                    i,
                    trips.stream().mapToDouble(t -> seconds(t.atNanos())).toArray(),
                    trips.stream()
                            .mapToDouble(t -> micros(Math.max(1, t.delayNanos())))
                            .toArray());
        }
        return chart;
    }

    private XYChart chart(String title, String axis) {
        XYChart chart = Panels.chart(title, axis);
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(Math.max(1, endSeconds));
        return chart;
    }

    /** A slave has one colour in all panels, whoever is missing in one of them. */
    private void add(XYChart chart, int slave, double[] x, double[] y) {
        if (x.length > 0) {
            Color[] colours = chart.getStyler().getSeriesColors();
            chart.addSeries(slaves.get(slave).name(), x, y)
                    .setMarker(SeriesMarkers.NONE)
                    .setLineColor(colours[slave % colours.length]);
        }
    }

    private static double micros(long nanos) {
        return nanos / MICROSECOND_NANOS;
    }
}
