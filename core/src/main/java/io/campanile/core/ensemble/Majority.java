package io.campanile.core.ensemble;

import io.campanile.core.Interval;
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
}
