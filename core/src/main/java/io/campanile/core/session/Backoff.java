package io.campanile.core.session;

import io.campanile.core.Units;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: twice as long each time, up to a limit, and each wait drawn between half and all
 * of that, so that a thousand slaves that lost one master do not come back in step. The limit is lower for a master that is away,
 * which may be back any moment, than for one that refuses.
 *
 * <p>Not thread-safe.
 */
final class Backoff {

    /** So far the waits grow where the other end says no each time, unless the limits let them grow further at any rate. */
    static final long REFUSED_NANOS = 60 * Units.SECOND_NANOS;

    private final BackoffLimits limits;
    private final RandomGenerator random;
    private long nextNanos;

    Backoff(BackoffLimits limits, RandomGenerator random) {
        this.limits = limits;
        this.random = random;
        this.nextNanos = limits.firstNanos();
    }

    /** After nobody answered, or a session broke. */
    long nextNanos() {
        return next(limits.longestNanos());
    }

    /** After the other end has said no, which it will say again as a rule. */
    long nextRefusedNanos() {
        return next(Math.max(limits.longestNanos(), REFUSED_NANOS));
    }

    private long next(long longest) {
        long most = Math.min(longest, nextNanos);
        long half = most / 2;
        nextNanos = Math.min(longest, 2 * most);
        return most - half + random.nextLong(half + 1);
    }

    void reset() {
        nextNanos = limits.firstNanos();
    }
}
