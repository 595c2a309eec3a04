package io.campanile.core.ensemble;

import java.util.Arrays;

/**
 * Leaves out values far from the median, measured in how far the others are from it.
 *
 * <p>Source: the median absolute deviation as a robust scale (F. Hampel, 1974); 1.4826 makes it a standard deviation
 * where the values are normal.
 *
 * @param median the median of the values
 * @param deviation the robust standard deviation around it
 * @param reach how far from the median a value may lie
 */
record MedianGate(double median, double deviation, double reach) {

    private static final double MAD_TO_DEVIATION = 1.4826;

    /** How many deviations pass. */
    private static final double WIDTH = 3;

    /**
     * The gate around these values, at least one.
     *
     * @param leastReach what always passes: differences smaller than this mean nothing
     */
    static MedianGate around(double[] values, double leastReach) {
        double median = median(values);
        double[] distances =
                Arrays.stream(values).map(v -> Math.abs(v - median)).toArray();
        double deviation = MAD_TO_DEVIATION * median(distances);
        return new MedianGate(median, deviation, Math.max(leastReach, WIDTH * deviation));
    }

    boolean admits(double value) {
        return Math.abs(value - median) <= reach;
    }

    /** Whether it passes with room to spare: within half the reach. */
    boolean admitsClearly(double value) {
        return Math.abs(value - median) <= reach / 2;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
