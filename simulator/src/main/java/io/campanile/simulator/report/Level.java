package io.campanile.simulator.report;

import io.campanile.core.Series;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How far all clocks of one level of a tree were from the root's time, masters and slaves, once a second after the warm-up.
 *
 * @param above how many clusters stand above them
 * @param rmsErrorNanos served clock − the root's cluster time
 * @param maxErrorNanos the largest
 * @param boundP50Nanos the error that they state, its median
 */
public record Level(int above, double rmsErrorNanos, double maxErrorNanos, double boundP50Nanos) {

    /** By their names outside, in order. */
    public Map<String, Double> named() {
        String level = "level_" + above;
        Map<String, Double> named = new LinkedHashMap<>();
        named.put(level + "_rms_error_ns", rmsErrorNanos);
        named.put(level + "_max_error_ns", maxErrorNanos);
        named.put(level + "_bound_p50_ns", boundP50Nanos);
        return named;
    }

    /** The medians of each level over several runs of trees of one shape. */
    static List<Level> medians(List<List<Level>> runs) {
        return runs.get(0).stream()
                .map(first -> runs.stream()
                        .flatMap(List::stream)
                        .filter(level -> level.above == first.above)
                        .toList())
                .map(same -> new Level(
                        same.get(0).above,
                        median(same, Level::rmsErrorNanos),
                        median(same, Level::maxErrorNanos),
                        median(same, Level::boundP50Nanos)))
                .toList();
    }

    private static double median(List<Level> runs, ToDoubleFunction<Level> figure) {
        return Series.median(runs.stream().mapToDouble(figure).toArray());
    }
}
