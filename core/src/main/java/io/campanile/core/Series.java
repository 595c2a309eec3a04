package io.campanile.core;

import java.util.Arrays;

/** Numbers, and what is asked of them; nothing is known of none, which is NaN. Not thread-safe. */
public final class Series {

    private double[] values = new double[1024];
    private int size;

    /** Takes one more. */
    public void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    /** How many. */
    public int size() {
        return size;
    }

    /** The mean. */
    public double mean() {
        return Arrays.stream(values, 0, size).average().orElse(Double.NaN);
    }

    /** The root of the mean square. */
    public double rms() {
        return Math.sqrt(
                Arrays.stream(values, 0, size).map(v -> v * v).average().orElse(Double.NaN));
    }

    /** The greatest absolute value. */
    public double most() {
        return Arrays.stream(values, 0, size).map(Math::abs).max().orElse(Double.NaN);
    }

    /** The least number that this share of the absolute values does not exceed. */
    public double quantile(double share) {
        double[] sorted = Arrays.stream(values, 0, size).map(Math::abs).sorted().toArray();
        return size == 0 ? Double.NaN : sorted[(int) Math.ceil(share * size) - 1];
    }

    /** The median of numbers, those that are not known left out unless they are the most: then NaN. */
    public static double median(double[] numbers) {
        double[] sorted = numbers.clone();
        // NaN sorts last: one that never converged is later than all others.
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
