package io.campanile.core.ensemble;

import java.util.Arrays;

/**
 * The range in which the values of honest clocks lie for certain while fewer than half of all clocks lie.
 *
 * <p>With at most f = ⌊(n − 1) / 2⌋ liars of n, the (f + 1)-th least low end and the (f + 1)-th greatest high end belong
 * to honest clocks, or lie between two of theirs.
 *
 * <p>Source: the fault-tolerant midpoint of J. Lundelius Welch and N. Lynch (1988), for intervals.
 *
 * @param low the least value that is surely not a liar's alone
 * @param high the greatest one
 */
record HonestRange(double low, double high) {

    /**
     * The range of these clocks, at least one.
     *
     * @param lows the least value that each can have
     * @param highs the greatest value that each can have, in the same order or another
     */
    static HonestRange of(double[] lows, double[] highs) {
        int liars = mostLiars(lows.length);
        double[] sortedLows = lows.clone();
        double[] sortedHighs = highs.clone();
        Arrays.sort(sortedLows);
        Arrays.sort(sortedHighs);
        return new HonestRange(sortedLows[liars], sortedHighs[sortedHighs.length - 1 - liars]);
    }

    /** How many of so many clocks may lie without being half of them. */
    static int mostLiars(int clocks) {
        return (clocks - 1) / 2;
    }

    /** The value itself, or the nearest end when it lies outside. */
    double clamp(double value) {
        return Math.max(low, Math.min(high, value));
    }
}
