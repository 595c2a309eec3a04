package io.campanile.master;

import io.campanile.core.Units;

/**
 * Whether a slave answers its probes: over datagrams nothing else tells that its process has ended. One that was killed and
 * started again says hello from the same place, under its old name, and with another instance; as soon as the old one has left a probe
 * unanswered for a round, it is taken for dead.
 *
 * <p>The slave's event loop writes; any thread reads.
 */
final class Pulse {

    /** A network that works has pauses. */
    private static final long LEAST_SILENCE_NANOS = Units.SECOND_NANOS / 4;

    private static final long MOST_SILENCE_NANOS = 2 * Units.SECOND_NANOS;

    /** So long a slave may have to wait until it is known whether the other one is alive; its own patience is longer. */
    private static final long PATIENCE_NANOS = 3 * Units.SECOND_NANOS;

    private static final long NEVER = Long.MAX_VALUE;

    /** Since when a probe waits for its answer. */
    private volatile long askedAt = NEVER;

    private volatile long answeredAt = Long.MIN_VALUE;

    /** When it first asked to be let in. Its event loop alone uses it. */
    private long askedInAt = NEVER;

    /** A probe went out. */
    void asked(long nowNanos) {
        if (askedAt == NEVER) {
            askedAt = nowNanos;
        }
    }

    /** A reading came in. */
    void answered(long nowNanos) {
        answeredAt = nowNanos;
        askedAt = NEVER;
    }

    /** Whether it has left a probe unanswered for so long that it is no more. */
    boolean isGone(long nowNanos, long roundNanos) {
        return nowNanos - askedAt > Math.max(LEAST_SILENCE_NANOS, Math.min(MOST_SILENCE_NANOS, roundNanos));
    }

    /** Whether this slave, which asks to be let in, has to wait until it is known whether its namesake is alive. */
    boolean waitsFor(Pulse namesake, long nowNanos, long roundNanos) {
        askedInAt = Math.min(askedInAt, nowNanos);
        return namesake.mayBeGone(askedInAt, nowNanos, roundNanos);
    }

    /** Whether it is worth while to wait for that: since then it has not answered either. */
    private boolean mayBeGone(long sinceNanos, long nowNanos, long roundNanos) {
        return !isGone(nowNanos, roundNanos) && answeredAt <= sinceNanos && nowNanos - sinceNanos < PATIENCE_NANOS;
    }
}
