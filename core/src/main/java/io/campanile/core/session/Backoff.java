package io.campanile.core.session;

import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: twice as long each time, up to a limit, and each wait drawn between half and all
 * of that, so that a thousand slaves that lost one master do not come back in step.
 *
 * <p>Not thread-safe.
 */
final class Backoff {

    private final BackoffLimits limits;
    private final RandomGenerator random;
    private long nextNanos;

    Backoff(BackoffLimits limits, RandomGenerator random) {
        this.limits = limits;
        this.random = random;
        this.nextNanos = limits.firstNanos();
    }

    long nextNanos() {
        long half = nextNanos / 2;
        long wait = nextNanos - half + random.nextLong(half + 1);
        nextNanos = Math.min(limits.longestNanos(), 2 * nextNanos);
        return wait;
    }

    void reset() {
        nextNanos = limits.firstNanos();
    }
}
