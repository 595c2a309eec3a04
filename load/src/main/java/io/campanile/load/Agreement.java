package io.campanile.load;

import java.util.Arrays;

/**
 * How well clocks agree that were read at one instant.
 *
 * <p>Cluster time itself only the master knows. The median of the clocks, their <em>common time</em>, stands for it. What
 * the clocks state about their errors is judged without it: as long as every bound holds, cluster time lies in all
 * intervals, so they share a point. Where they share none, some bounds are wrong for certain: at least as many as do not
 * contain the point that most of them share.
 *
 * @param commonNanos by how much the common time is ahead of the machine's clock; 0 if there is no clock
 * @param violations the least number of bounds that are wrong
 */
public record Agreement(long commonNanos, int violations) {

    /**
     * Compares clocks.
     *
     * @param aheadNanos by how much each is ahead of the machine's clock
     * @param boundNanos how far from cluster time it says that it can be
     */
    public static Agreement of(long[] aheadNanos, long[] boundNanos) {
        int clocks = aheadNanos.length;
        long[] starts = new long[clocks];
        long[] ends = new long[clocks];
        for (int i = 0; i < clocks; i++) {
            starts[i] = aheadNanos[i] - boundNanos[i];
            ends[i] = aheadNanos[i] + boundNanos[i];
        }
        return new Agreement(median(aheadNanos), clocks - mostShared(starts, ends));
    }

    /** How many intervals contain the point that most of them share; sorts the arrays. */
    private static int mostShared(long[] starts, long[] ends) {
        Arrays.sort(starts);
        Arrays.sort(ends);
        int most = 0;
        int ended = 0;
        for (int i = 0; i < starts.length; i++) {
            while (ends[ended] < starts[i]) {
                ended++;
            }
            most = Math.max(most, i + 1 - ended);
        }
        return most;
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
