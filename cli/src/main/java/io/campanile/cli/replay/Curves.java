package io.campanile.cli.replay;

import io.campanile.cli.terminal.Panels;
import io.campanile.core.Units;
import io.campanile.recording.SlaveFigures.Point;
import java.awt.Color;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws what happened over the time of a recording. Of several panels each shows the same one in one colour. */
final class Curves {

    /** More lines than that nobody tells apart. */
    static final int MOST = 20;

    private static final double MICROSECOND_NANOS = 1000;

    private final long startNanos;
    private final double endSeconds;

    Curves(long startNanos, long endNanos) {
        this.startNanos = startNanos;
        this.endSeconds = seconds(endNanos);
    }

    /** An empty panel. */
    XYChart panel(String title, String axis) {
        XYChart chart = Panels.chart(title, axis);
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(Math.max(1, endSeconds));
        return chart;
    }

    /** Adds what one was like when it was corrected. */
    void add(XYChart chart, int number, String name, List<Point> points, ToLongFunction<Point> value) {
        add(chart, number, name, points, Point::atNanos, point -> micros(value.applyAsLong(point)));
    }

    /** Adds a curve, unless there is nothing of it. */
    <T> void add(
            XYChart chart, int number, String name, List<T> of, ToLongFunction<T> atNanos, ToDoubleFunction<T> value) {
        if (!of.isEmpty()) {
            Color[] colours = chart.getStyler().getSeriesColors();
            double[] x = of.stream()
                    .mapToDouble(t -> seconds(atNanos.applyAsLong(t)))
                    .toArray();
            chart.addSeries(name, x, of.stream().mapToDouble(value).toArray())
                    .setMarker(SeriesMarkers.NONE)
                    .setLineColor(colours[number % colours.length]);
        }
    }

    private double seconds(long nanos) {
        return (double) (nanos - startNanos) / Units.SECOND_NANOS;
    }

    static double micros(long nanos) {
        return nanos / MICROSECOND_NANOS;
    }
}
