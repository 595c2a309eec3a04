package io.campanile.cli.load;

import io.campanile.cli.terminal.Panels;
import io.campanile.load.Moment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws a load over time: how large the errors of all serving clocks were above, how many slaves were in below. */
final class LoadPlot {

    private static final double MICROSECOND_NANOS = 1000;

    /** What a logarithmic axis takes for nothing. */
    private static final double LEAST_NANOS = 1;

    private LoadPlot() {}

    /** Writes a PNG. */
    static void write(Path file, String title, List<Moment> trace) throws IOException {
        List<XYChart> charts = List.of(errors(title, trace), slaves(trace));
        double end = trace.get(trace.size() - 1).seconds();
        charts.forEach(c -> c.getStyler().setXAxisMin(0.0).setXAxisMax(end));
        Panels.write(file, charts);
    }

    private static XYChart errors(String title, List<Moment> trace) {
        XYChart chart = Panels.chart(title, "error, µs");
        chart.getStyler().setYAxisLogarithmic(true);
        List<Moment> known =
                trace.stream().filter(m -> !Double.isNaN(m.errors().maxNanos())).toList();
        if (!known.isEmpty()) {
            add(chart, "largest", known, m -> micros(m.errors().maxNanos()));
            add(chart, "99 %", known, m -> micros(m.errors().p99Nanos()));
            add(chart, "half", known, m -> micros(m.errors().p50Nanos()));
        }
        return chart;
    }

    private static double micros(double nanos) {
        return Math.max(LEAST_NANOS, nanos) / MICROSECOND_NANOS;
    }

    private static XYChart slaves(List<Moment> trace) {
        XYChart chart = Panels.chart("", "slaves");
        add(chart, "in", trace, Moment::in);
        return chart;
    }

    private static void add(XYChart chart, String name, List<Moment> trace, ToDoubleFunction<Moment> value) {
        double[] x = trace.stream().mapToDouble(Moment::seconds).toArray();
        double[] y = trace.stream().mapToDouble(value).toArray();
        chart.addSeries(name, x, y).setMarker(SeriesMarkers.NONE);
    }
}
