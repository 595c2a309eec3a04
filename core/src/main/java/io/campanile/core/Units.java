package io.campanile.core;

/** How the units of time and rate relate. */
public final class Units {

    /** Nanoseconds in a second. */
    public static final long SECOND_NANOS = 1_000_000_000L;

    /** Parts per billion in the whole: a clock that is 1 ppb fast gains one nanosecond a second. */
    public static final double PPB = 1e9;

    private Units() {}

    /**
     * What a rate gathers over a span, rounded away from zero so that a bound stays a bound.
     *
     * @param ratePpb a rate in parts per billion, not negative
     * @param spanNanos the span in nanoseconds; its sign does not matter
     * @return nanoseconds, at least what the rate gathers
     */
    public static long widening(double ratePpb, long spanNanos) {
        return gathered(ratePpb / PPB, spanNanos);
    }

    /** The same of a rate that is a fraction already: whoever asks often divides once. */
    public static long gathered(double rate, long spanNanos) {
        return (long) Math.ceil(rate * Math.abs((double) spanNanos));
    }
}
