package io.campanile.simulator.report;

import io.campanile.core.Series;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What was measured, of all honest slaves together, once a second after the warm-up. NaN is what nothing is known of.
 *
 * @param rmsErrorNanos served clock − cluster time
 * @param p99ErrorNanos its absolute value that 99 % do not exceed
 * @param maxErrorNanos the largest
 * @param pairRmsNanos the largest minus the smallest served clock
 * @param pairMaxNanos the largest of that
 * @param converged1Ms the second from which all stay within 1 ms for 100 s
 * @param converged100Us the same for 100 µs
 * @param frequencyRmsPpb by how much the target of a slave's clock runs fast of cluster time
 * @param boundP50Nanos the error that the clocks state, its median
 * @param boundP99Nanos and what 99 % do not exceed
 * @param calibration the error of the master's estimates of local clocks, divided by the deviation that they state: its RMS
 */
public record Figures(
        double rmsErrorNanos,
        double p99ErrorNanos,
        double maxErrorNanos,
        double pairRmsNanos,
        double pairMaxNanos,
        double converged1Ms,
        double converged100Us,
        double frequencyRmsPpb,
        double boundP50Nanos,
        double boundP99Nanos,
        double calibration) {

    /** The median of each over several runs. */
    static Figures medians(List<Figures> runs) {
        return new Figures(
                median(runs, Figures::rmsErrorNanos),
                median(runs, Figures::p99ErrorNanos),
                median(runs, Figures::maxErrorNanos),
                median(runs, Figures::pairRmsNanos),
                median(runs, Figures::pairMaxNanos),
                median(runs, Figures::converged1Ms),
                median(runs, Figures::converged100Us),
                median(runs, Figures::frequencyRmsPpb),
                median(runs, Figures::boundP50Nanos),
                median(runs, Figures::boundP99Nanos),
                median(runs, Figures::calibration));
    }

    private static double median(List<Figures> runs, ToDoubleFunction<Figures> figure) {
        return Series.median(runs.stream().mapToDouble(figure).toArray());
    }

    /** By their names outside, in order. */
    public Map<String, Double> named() {
        Map<String, Double> named = new LinkedHashMap<>();
        named.put("rms_error_ns", rmsErrorNanos);
        named.put("p99_error_ns", p99ErrorNanos);
        named.put("max_error_ns", maxErrorNanos);
        named.put("pair_rms_ns", pairRmsNanos);
        named.put("pair_max_ns", pairMaxNanos);
        named.put("converged_1ms_s", converged1Ms);
        named.put("converged_100us_s", converged100Us);
        named.put("frequency_rms_ppb", frequencyRmsPpb);
        named.put("bound_p50_ns", boundP50Nanos);
        named.put("bound_p99_ns", boundP99Nanos);
        named.put("error_by_stated", calibration);
        return named;
    }
}
