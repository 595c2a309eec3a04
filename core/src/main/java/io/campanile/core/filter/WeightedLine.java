package io.campanile.core.filter;

import io.campanile.core.Units;

/**
 * The line (offset, rate) through the samples of a window that fits them best, each weighted by how long it was on its
 * way.
 *
 * <p>A sample that took {@code e} longer than the shortest round trip waited somewhere, on one way or on both: its
 * offset is wrong by up to e / 2, and if the wait fell on either way alike, evenly so: variance e² / 12. What is left,
 * noise that the delay does not show, is a floor that is learned from the residuals: with one-sided (queueing) noise it
 * shrinks until the fastest samples decide, with symmetric noise it grows until all count alike.
 *
 * <p>A prior of rate 0 ± {@link #PRIOR_RATE_PPB} keeps the line sane while the samples lie close together.
 *
 * <p>Sources: weighted least squares; the runs test for the length of the window as in chrony's {@code regress.c}
 * (described in its documentation, written anew here); the floor by the method of moments, as DerSimonian and Laird
 * (1986) estimate variance between studies.
 */
final class WeightedLine {

    /** Deviation of the rate of an unknown clock: typical crystals. */
    private static final double PRIOR_RATE_PPB = 100_000;

    /** The shortest round trip seen is itself late by about this share of the mean excess. */
    private static final double LEAST_FLOOR_SHARE = 0.025;

    /** Below this the time stamps themselves are noise. */
    private static final double LEAST_FLOOR_NANOS = 10;

    private static final int FLOOR_STEPS = 3;
    private static final double MAX_FLOOR_STEP = 16;

    private double floorVariance;
    private double meanExcess;

    /** An offset near the line's: the line is counted from there, so that clocks years apart lose no digits. */
    private long base;

    private double offset;
    private double ratePerSecond;
    private double offsetVariance;
    private double rateVariance;
    private int runs;

    WeightedLine() {
        reset();
    }

    /** Forgets what was learned of the noise. */
    void reset() {
        floorVariance = Double.NaN;
    }

    /**
     * Fits the samples from index {@code from} on.
     *
     * @param atNanos where the line's offset is wanted
     */
    void fit(SampleWindow window, int from, long leastWidth, long atNanos) {
        int n = window.size() - from;
        measureExcess(window, from, leastWidth);
        double least = Math.max(LEAST_FLOOR_NANOS, LEAST_FLOOR_SHARE * meanExcess);
        double leastVariance = least * least;
        floorVariance = Double.isNaN(floorVariance)
                ? Math.max(leastVariance, meanExcess * meanExcess / 12)
                : Math.max(leastVariance, floorVariance);
        for (int step = 0; ; step++) {
            solve(window, from, leastWidth, atNanos);
            double misfit = residuals(window, from, leastWidth, atNanos) / Math.max(1, n - 2);
            if (step == FLOOR_STEPS || n < 4) {
                return;
            }
            double change = Math.max(1 / MAX_FLOOR_STEP, Math.min(MAX_FLOOR_STEP, misfit));
            floorVariance = Math.max(leastVariance, floorVariance * change);
        }
    }

    private void measureExcess(SampleWindow window, int from, long leastWidth) {
        double sum = 0;
        for (int i = from; i < window.size(); i++) {
            sum += window.width(i) - leastWidth;
        }
        meanExcess = sum / (window.size() - from);
    }

    private void solve(SampleWindow window, int from, long leastWidth, long atNanos) {
        base = window.offset(window.size() - 1);
        double s = 0;
        double sx = 0;
        double sy = 0;
        for (int i = from; i < window.size(); i++) {
            double w = weight(window, i, leastWidth);
            s += w;
            sx += w * seconds(window.at(i) - atNanos);
            sy += w * (window.offset(i) - base);
        }
        // About the centre of the samples: sums about a distant moment would drown the prior in rounding.
        double centre = sx / s;
        double mean = sy / s;
        double sxx = Math.pow(PRIOR_RATE_PPB, -2);
        double sxy = 0;
        for (int i = from; i < window.size(); i++) {
            double w = weight(window, i, leastWidth);
            double x = seconds(window.at(i) - atNanos) - centre;
            sxx += w * x * x;
            sxy += w * x * (window.offset(i) - base - mean);
        }
        ratePerSecond = sxy / sxx;
        offset = mean - ratePerSecond * centre;
        offsetVariance = 1 / s + centre * centre / sxx;
        rateVariance = 1 / sxx;
    }

    /** The weighted sum of the squared residuals; counts the runs of equal sign on the way. */
    private double residuals(SampleWindow window, int from, long leastWidth, long atNanos) {
        double sum = 0;
        runs = 0;
        double previous = 0;
        for (int i = from; i < window.size(); i++) {
            double r = window.offset(i) - base - offset - ratePerSecond * seconds(window.at(i) - atNanos);
            sum += r * r * weight(window, i, leastWidth);
            if (runs == 0 || r * previous < 0) {
                runs++;
            }
            previous = r;
        }
        return sum;
    }

    private double weight(SampleWindow window, int i, long leastWidth) {
        double excess = window.width(i) - leastWidth;
        return 1 / (excess * excess / 12 + floorVariance);
    }

    private static double seconds(long nanos) {
        return (double) nanos / Units.SECOND_NANOS;
    }

    /** How often the samples change sides of the line, plus one: few runs mean that a line does not fit. */
    int runs() {
        return runs;
    }

    /** The offset at the moment asked for, in nanoseconds. */
    long offset() {
        return base + Math.round(offset);
    }

    /** The rate in ppb: nanoseconds a second are parts per billion. */
    double ratePpb() {
        return ratePerSecond;
    }

    double offsetDeviation() {
        return Math.sqrt(offsetVariance);
    }

    double rateDeviation() {
        return Math.sqrt(rateVariance);
    }
}
