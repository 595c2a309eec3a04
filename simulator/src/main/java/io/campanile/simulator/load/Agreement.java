package io.campanile.simulator.load;

import java.util.Arrays;

/**
 * How well clocks agree that were read at one instant.
 *
 * <p>Cluster time itself only the master knows. The median of the clocks, their <em>common time</em>, stands for it. What
 * the clocks state about their errors is judged without it: if every bound holds, then cluster time lies in all
 * intervals, so they share a point. Where they share none, some bound is wrong for certain; those count that do not
 * contain the common time.
 *
 * @param commonNanos by how much the common time is ahead of the machine's clock; 0 if there is no clock
 * @param violations bounds that are wrong
 */
record Agreement(long commonNanos, int violations) {

    /**
     * Compares clocks.
     *
     * @param aheadNanos by how much each is ahead of the machine's clock
     * @param boundNanos how far from cluster time it says that it can be
     */
    static Agreement of(long[] aheadNanos, long[] boundNanos) {
        long common = median(aheadNanos);
        long latestStart = Long.MIN_VALUE;
        long earliestEnd = Long.MAX_VALUE;
        int without = 0;
        for (int i = 0; i < aheadNanos.length; i++) {
            latestStart = Math.max(latestStart, aheadNanos[i] - boundNanos[i]);
            earliestEnd = Math.min(earliestEnd, aheadNanos[i] + boundNanos[i]);
            without += Math.abs(aheadNanos[i] - common) > boundNanos[i] ? 1 : 0;
        }
        return new Agreement(common, latestStart <= earliestEnd ? 0 : without);
    }

    private static long median(long[] values) {
        if (values.length == 0) {
            return 0;
        }
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        long upper = sorted[values.length / 2];
        long lower = sorted[(values.length - 1) / 2];
        return lower + (upper - lower) / 2;
    }
}
