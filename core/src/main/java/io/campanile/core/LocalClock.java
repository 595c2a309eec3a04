package io.campanile.core;

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
}
