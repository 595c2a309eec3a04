package io.campanile.bench.jmh;

import java.util.SplittableRandom;

/** How long messages are on their way, one after the other: drawn beforehand, so that drawing costs nothing. */
final class Delays {

    private static final int COUNT = 4096;
    private static final long LEAST_NANOS = 40_000;
    private static final double MEAN_WAIT_NANOS = 10_000;

    private final long[] nanos = new SplittableRandom(1)
            .doubles(COUNT)
            .mapToLong(u -> LEAST_NANOS + Math.round(-MEAN_WAIT_NANOS * Math.log(1 - u)))
            .toArray();

    private int next;

    long nextNanos() {
        next = (next + 1) % COUNT;
        return nanos[next];
    }
}
