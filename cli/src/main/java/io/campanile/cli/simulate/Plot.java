package io.campanile.cli.simulate;

import io.campanile.cli.terminal.Panels;
import io.campanile.simulator.report.Trace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws how far each honest slave's clock was from cluster time: how they came together above, how they stayed below. */
final class Plot {

    /** How much of the start the upper panel shows. */
    private static final int START_SECONDS = 60;

    private Plot() {}

    /**
     * Writes a PNG.
     *
     * @param warmUpSeconds where the lower panel starts
     */
    static void write(Path file, String title, Trace trace, int warmUpSeconds) throws IOException {
        int seconds = trace.errorsNanos().size();
        Panels.write(
                file,
                List.of(
                        panel(title, "ms", 1e6, trace, 0, Math.min(START_SECONDS, seconds)),
                        panel("after the warm-up", "µs", 1e3, trace, Math.min(warmUpSeconds, seconds - 1), seconds)));
    }

    private static XYChart panel(String title, String unit, double unitNanos, Trace trace, int from, int until) {
        XYChart chart = Panels.chart(title, "served − cluster time, " + unit);
        double[] x = IntStream.range(from, until).mapToDouble(i -> i + 1.0).toArray();
        for (int slave = 0; slave < trace.slaves().size(); slave++) {
            int column = slave;
            double[] y = IntStream.range(from, until)
                    .mapToDouble(i -> trace.errorsNanos().get(i)[column] / unitNanos)
                    .toArray();
            if (IntStream.range(0, y.length).anyMatch(i -> Double.isFinite(y[i]))) {
                chart.addSeries(trace.slaves().get(slave), x, y).setMarker(SeriesMarkers.NONE);
            }
        }
        return chart;
    }
}
