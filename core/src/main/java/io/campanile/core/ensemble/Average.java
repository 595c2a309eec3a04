package io.campanile.core.ensemble;

import java.util.Arrays;

/**
 * The weighted mean of clocks: w = 1 / (own variance + variance between the clocks), no weight above twice its equal
 * share.
 *
 * <p>While machines are seconds apart, how well each was measured does not matter and all count alike, as in Berkeley's
 * algorithm; as they come together, the well-measured ones count more. The cap keeps any one clock from owning the time.
 *
 * <p>Source: R. DerSimonian and N. Laird, "Meta-analysis in clinical trials" (1986), the variance between taken from the
 * median absolute deviation.
 */
final class Average {

    private static final double CAP = 2;

    /** Keeps a clock that is known exactly, such as the master to itself, from an infinite weight. */
    private static final double LEAST_VARIANCE = 1e-12;

    private Average() {}

    /**
     * The mean.
     *
     * @param values at least one
     * @param deviations the standard deviation of each, 0 and more, in the unit of the values
     * @param between the deviation between the clocks, in the same unit
     */
    static double of(double[] values, double[] deviations, double between) {
        double[] weights = weights(deviations, between);
        // Sums differences from one of the values: large values lose no digits.
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += weights[i] * (values[i] - values[0]);
        }
        return values[0] + sum;
    }

    /** The shares, which add up to 1. */
    static double[] weights(double[] deviations, double between) {
        double least = LEAST_VARIANCE;
        double[] weights = Arrays.stream(deviations)
                .map(d -> 1 / Math.max(least, d * d + between * between))
                .toArray();
        double cap = CAP / weights.length;
        normalize(weights);
        // What the cap takes off goes to the others, which may lift one of them over it: a few turns settle it.
        for (int turn = 0; turn < weights.length && Arrays.stream(weights).max().orElse(0) > cap * 1.000001; turn++) {
            double capped = 0;
            double free = 0;
            for (double w : weights) {
                if (w >= cap) {
                    capped += cap;
                } else {
                    free += w;
                }
            }
            for (int i = 0; i < weights.length; i++) {
                weights[i] = weights[i] >= cap ? cap : weights[i] * (1 - capped) / free;
            }
        }
        return weights;
    }

    private static void normalize(double[] weights) {
        double sum = Arrays.stream(weights).sum();
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
    }
}
