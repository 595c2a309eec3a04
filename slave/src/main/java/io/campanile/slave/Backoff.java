package io.campanile.slave;

import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: twice as long each time, up to a limit, and each wait drawn between half and all
 * of that, so that a thousand slaves that lost one master do not come back in step.
 *
 * <p>Not thread-safe.
 */
final class Backoff {

    private static final long FIRST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 1000;

    private final RandomGenerator random;
    private long nextMillis = FIRST_MILLIS;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    long nextMillis() {
        long wait = nextMillis / 2 + random.nextLong(nextMillis / 2 + 1);
        nextMillis = Math.min(LONGEST_MILLIS, 2 * nextMillis);
        return wait;
    }

    void reset() {
        nextMillis = FIRST_MILLIS;
    }
}
