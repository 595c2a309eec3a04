package io.campanile.simulator;

import io.campanile.core.Series;
import io.campanile.simulator.report.Figures;
import io.campanile.simulator.report.SimulationResult;
import java.util.ArrayList;
import java.util.List;

/**
 * What a row of the {@link AccuracyTarget} came to.
 *
 * @param row which
 * @param result medians of figures, sums of violations
 * @param peak the largest error of a run as a multiple of the run's RMS, the median over the runs
 */
public record TargetResult(AccuracyTarget.Row row, SimulationResult result, double peak) {

    /** The largest error in 8,000 s is at most this many RMS, where packets are independent. */
    static final double MOST_PEAK = 8;

    /** On a local network, clocks come within 100 µs of cluster time in this many rounds. */
    static final int LAN_ROUNDS = 10;

    /** Errors are as large as their estimates state, within this factor. */
    static final double LEAST_CALIBRATION = 0.5;

    static TargetResult of(AccuracyTarget.Row row, List<SimulationResult> runs) {
        double[] peaks = runs.stream()
                .map(SimulationResult::figures)
                .mapToDouble(f -> f.maxErrorNanos() / f.rmsErrorNanos())
                .toArray();
        return new TargetResult(row, SimulationResult.of(runs), Series.median(peaks));
    }

    /** What is not as it must be, in a word or two each; what is not known is not as it must be. */
    public List<String> misses() {
        List<String> misses = new ArrayList<>();
        Figures figures = result.figures();
        if (!(figures.rmsErrorNanos() <= 1000 * row.targetMicros())) {
            misses.add("RMS");
        }
        if (row.isPeakHeld() && !(peak <= MOST_PEAK)) {
            misses.add("max");
        }
        if (row.isLan()
                && !(figures.converged100Us() <= LAN_ROUNDS * row.scenario().roundSeconds())) {
            misses.add("convergence");
        }
        if (!(figures.calibration() >= LEAST_CALIBRATION && figures.calibration() <= 1 / LEAST_CALIBRATION)) {
            misses.add("calibration");
        }
        if (!result.isClean()) {
            misses.add("violations");
        }
        return misses;
    }

    /** Whether all is as it must be. */
    public boolean isMet() {
        return misses().isEmpty();
    }
}
