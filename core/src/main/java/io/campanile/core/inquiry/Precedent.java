package io.campanile.core.inquiry;

import io.campanile.core.discipline.ClockState;
import org.jspecify.annotations.Nullable;

/**
 * What the masters of a slave's list said when they were last asked, and when they are asked again. It outlives the session: a slave
 * whose clock keeps what it has promised need not ask anew whenever another master leads, which all slaves of a cluster would do at once.
 *
 * <p>Not thread-safe: the slave's event loop owns it, and its sessions use it one after the other. All times are those of the slave's
 * local clock.
 */
public final class Precedent {

    private static final long NEVER_ASKED = Long.MIN_VALUE;

    /** After which the master was believed; null if what was said then counts no more. */
    private @Nullable Hearing last;

    /** How often the local clock was disrupted when the others were asked. */
    private long disruptions;

    /** From when on the others are asked, whatever is claimed. */
    private long dueNanos = NEVER_ASKED;

    private long pauseNanos = Scrutiny.LEAST_PAUSE_NANOS / 2;

    /** That of a slave which has asked nobody yet. */
    public Precedent() {}

    /** Whether the last hearing speaks against a claim, or is too long ago. */
    boolean isDoubtful(Claim claim, ClockState clock, long nowNanos) {
        boolean doubted = last != null && isOfThisClock(clock) && last.doubts(claim, nowNanos);
        return doubted || nowNanos >= dueNanos;
    }

    /** Whether the local clock has missed no time since the others were asked: otherwise what they said was about another one. */
    boolean isOfThisClock(ClockState clock) {
        return clock.disruptions() == disruptions;
    }

    /** The others are asked. */
    void ask(ClockState clock) {
        last = isOfThisClock(clock) ? last : null;
        disruptions = clock.disruptions();
    }

    /** It is decided from now on what they have said. Where too few knew, they are asked again soon, and more and more seldom. */
    void decide(Hearing hearing, long periodNanos, long nowNanos) {
        last = hearing;
        pauseNanos = hearing.isConclusive() ? periodNanos : Math.min(periodNanos, 2 * pauseNanos);
        dueNanos = nowNanos + pauseNanos;
    }
}
