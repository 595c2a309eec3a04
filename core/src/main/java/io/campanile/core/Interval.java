package io.campanile.core;

/**
 * A closed interval of nanoseconds. An interval whose low end is above its high end is {@linkplain #isEmpty() empty}:
 * the outcome of intersecting two that contradict each other.
 *
 * @param low the least possible value
 * @param high the greatest possible value
 */
public record Interval(long low, long high) {

    /** The interval of one value, give or take a margin in nanoseconds. */
    public static Interval around(long value, long margin) {
        return new Interval(value - margin, value + margin);
    }

    /** Whether nothing lies in it. */
    public boolean isEmpty() {
        return low > high;
    }

    /** Whether the value lies in it, the ends included. */
    public boolean contains(long value) {
        return low <= value && value <= high;
    }

    /** What lies in both; empty when they contradict each other. */
    public Interval intersect(Interval other) {
        return new Interval(Math.max(low, other.low), Math.min(high, other.high));
    }

    /** What lies in both, and between them. Neither may be empty. */
    public Interval hull(Interval other) {
        return new Interval(Math.min(low, other.low), Math.max(high, other.high));
    }

    /** The same interval moved by this many nanoseconds; its ends are saturating: they stop at the ends of time. */
    public Interval shift(long nanos) {
        return new Interval(plus(low, nanos), plus(high, nanos));
    }

    /** The same interval with a margin in nanoseconds, 0 and more, on either side; its ends stop at the ends of time. */
    public Interval widen(long margin) {
        return new Interval(plus(low, -margin), plus(high, margin));
    }

    /** The value itself, or the nearest end when it lies outside. The interval must not be empty. */
    public long clamp(long value) {
        return Math.max(low, Math.min(high, value));
    }

    /** The value half way between the ends; the lower one of two. The interval must not be empty. */
    public long middle() {
        return low + (high - low) / 2;
    }

    /** The distance from a value to the farther end: the largest error that the value can have. */
    public long worstErrorOf(long value) {
        return Math.max(high - value, value - low);
    }

    /** The sum, or the nearest number that there is: what a liar claims must not come round at the other end of time. */
    private static long plus(long a, long b) {
        long sum = a + b;
        boolean overflows = ((a ^ sum) & (b ^ sum)) < 0;
        return overflows ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
    }
}
