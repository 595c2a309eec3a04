package io.campanile.core;

import java.util.Optional;

/**
 * A clock that nothing ever adjusts: wall time read once at start, carried on by a monotonic oscillator.
 *
 * <p>Only the edges of the program hold one. The algorithms take its readings as arguments, so that a test or a
 * simulator decides what time it is.
 */
@FunctionalInterface
public interface LocalClock {

    /** Nanoseconds since 1970-01-01T00:00Z as this clock shows them; two calls on any threads never go back. */
    long nanos();

    /**
     * How often this clock is known to have done what no clock does: to have missed time while its machine slept, or to have
     * gone on as the clock of another machine. Whoever finds another number than before must not trust any more what was
     * measured of this clock until then.
     *
     * @param localNanos what {@link #nanos} has just shown
     * @return 0 from a clock that cannot tell
     */
    default long disruptions(long localNanos) {
        return 0;
    }

    /**
     * By how much the machine's wall clock, which people and programs set, is ahead of this one now, compared with when this clock was
     * made.
     *
     * @return 0 from a clock that knows of no other
     */
    default long wallAheadNanos() {
        return 0;
    }

    /** Where {@link #wallAheadNanos} lies for certain now: the two clocks cannot be read at one moment. */
    default Interval wallAhead() {
        return Interval.around(wallAheadNanos(), 0);
    }

    /**
     * What the machine says of UTC, beside this clock; the newest that is known, without waiting for a newer one.
     *
     * @return empty from a clock that knows nothing of UTC
     */
    default Optional<ReferenceReading> utc() {
        return Optional.empty();
    }
}
