package io.campanile.core.ensemble;

import io.campanile.core.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where more than half of the clocks can all be right.
 *
 * <p>An honest clock's interval contains the truth, so all honest intervals share a point. As long as fewer than half
 * lie, the truth is among the points that lie in more than half of the intervals; a clock whose interval has none of
 * them is a falseticker.
 *
 * <p>Source: K. Marzullo and S. Owicki, "Maintaining the time in a distributed system" (1983), with the strict majority
 * in place of a given number of faults. O(n log n).
 *
 * @param agreed the hull of the points that lie in a strict majority of the intervals
 */
record Majority(Interval agreed) {

    /**
     * The majority, or nothing when no point lies in the intervals of more than half of the clocks.
     *
     * @param intervals of the clocks that have one; none may be empty
     * @param clocks how many clocks there are, those without an interval included
     */
    static Optional<Majority> of(List<Interval> intervals, int clocks) {
        long[] lows = intervals.stream().mapToLong(Interval::low).sorted().toArray();
        long[] highs = intervals.stream().mapToLong(Interval::high).sorted().toArray();
        int needed = clocks / 2 + 1;
        if (lows.length < needed) {
            return Optional.empty();
        }
        // A point x lies in (how many lows ≤ x) − (how many highs < x) intervals; that changes at the ends only.
        int opened = 0;
        int closed = 0;
        long first = 0;
        long last = 0;
        boolean found = false;
        while (closed < highs.length) {
            if (opened < lows.length && lows[opened] <= highs[closed]) {
                opened++;
                if (opened - closed == needed && !found) {
                    found = true;
                    first = lows[opened - 1];
                }
            } else {
                if (opened - closed == needed) {
                    last = highs[closed];
                }
                closed++;
            }
        }
        return found ? Optional.of(new Majority(new Interval(first, last))) : Optional.empty();
    }

    /** Whether a clock with this interval can be right. */
    boolean includes(Interval interval) {
        return !agreed.intersect(interval).isEmpty();
    }

    /**
     * The range in which the values of honest clocks lie for certain when fewer than half of all lie: with f liars at
     * most, the (f + 1)-th least low end and the (f + 1)-th greatest high end belong to, or are surpassed by, honest
     * clocks. Source: the fault-tolerant midpoint of J. Lundelius Welch and N. Lynch (1988), for intervals.
     */
    static double clampToHonest(double value, double[] lows, double[] highs) {
        int liars = (lows.length - 1) / 2;
        double[] sortedLows = lows.clone();
        double[] sortedHighs = highs.clone();
        Arrays.sort(sortedLows);
        Arrays.sort(sortedHighs);
        double low = sortedLows[liars];
        double high = sortedHighs[sortedHighs.length - 1 - liars];
        return Math.max(low, Math.min(high, value));
    }
}
