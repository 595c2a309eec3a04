package io.campanile.simulator;

import java.util.random.RandomGenerator;

/** What a clock adds to the time stamps that it tells, and keeps to itself. */
@FunctionalInterface
interface Lie {

    /** Tells the truth. */
    Lie NONE = () -> 0;

    /** Nanoseconds to add to the stamps of the next reading. */
    long nextNanos();

    /** Always the same. */
    static Lie constant(long nanos) {
        return () -> nanos;
    }

    /** Another one for each probe. */
    static Lie random(RandomGenerator random, long mostNanos) {
        return () -> random.nextLong(-mostNanos, mostNanos + 1);
    }

    /** Ahead and behind in turn: no two probes hear the same. */
    static Lie twoFaced(RandomGenerator random, long nanos) {
        return () -> random.nextBoolean() ? nanos : -nanos;
    }
}
