package io.campanile.slave;

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
    private long nextMillis;

    Backoff(BackoffLimits limits, RandomGenerator random) {
        this.limits = limits;
        this.random = random;
        this.nextMillis = limits.first().toMillis();
    }

    long nextMillis() {
        long wait = nextMillis / 2 + random.nextLong(nextMillis / 2 + 1);
        nextMillis = Math.min(limits.longest().toMillis(), 2 * nextMillis);
        return wait;
    }

    void reset() {
        nextMillis = limits.first().toMillis();
    }
}
