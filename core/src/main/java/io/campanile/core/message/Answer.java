package io.campanile.core.message;

import io.campanile.core.discipline.ClockState;
import io.campanile.core.message.Message.Reading;
import org.jspecify.annotations.Nullable;

/**
 * A slave's answer to a probe before it leaves. When it leaves it gets its last stamp, and becomes a {@link Reading}.
 *
 * @param session the session that it belongs to
 * @param round the probe's
 * @param sequence the probe's
 * @param nonce the probe's
 * @param t2 local clock as the probe came in
 * @param clock the cluster clock as it is applied now
 */
public record Answer(long session, long round, long sequence, long nonce, long t2, ClockState clock) implements Reply {

    /** Checks the stamp and the mapping. */
    public Answer {
        Ranges.requireTime(t2, "t2");
        Ranges.requireClock(clock);
    }

    /**
     * The reading that goes out now, stamped by the program.
     *
     * @param t3 local clock as it goes out
     * @throws IllegalArgumentException if that is out of its range
     */
    public Reading departing(long t3) {
        return departing(t3, Stamps.USER, null);
    }

    /**
     * The reading that goes out now.
     *
     * @param t3 local clock as it goes out
     * @param stamps who took t2, and will have taken t3
     * @param before when the reading before this one really left; null if that is not known
     * @throws IllegalArgumentException if t3 is out of its range
     */
    public Reading departing(long t3, Stamps stamps, @Nullable Departure before) {
        return new Reading(session, round, sequence, nonce, t2, t3, clock, stamps, before);
    }
}
