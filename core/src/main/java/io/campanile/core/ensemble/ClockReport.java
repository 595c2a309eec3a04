package io.campanile.core.ensemble;

import io.campanile.core.Interval;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.filter.ClockEstimate;
import io.campanile.core.filter.Jump;
import org.jspecify.annotations.Nullable;

/**
 * What a session tells the coordinator at the end of a round.
 *
 * @param session the session's number
 * @param name the slave's name
 * @param votes whether the slave's clock may vote
 * @param elector whether it has earned its vote, and applies what this session has told it: it then counts as one of the
 *     clocks of which a majority must agree. A mapping that nobody here made is a claim, and counts in a warm start alone
 * @param cleanRounds for how many rounds in a row nothing was wrong with it
 * @param joinedAtNanos the master's local time at which it joined
 * @param heard whether it answered a probe in this round
 * @param late whether an answer to an earlier probe came in this round: it counts for nothing, but shows that slave and master reach
 *     each other
 * @param jump the jump that its clock made in this round, if it made one
 * @param estimate what is known of its local clock; null while nothing is
 * @param clock what its cluster clock applies
 * @param statedErrorNanos how far that can be from the time that this master decided, by the correction that this session
 *     sent and that the slave applies; 0 if it applies another one. The {@linkplain Handover handover error} is not in it:
 *     a liar must not hide within what is unknown of an earlier time
 */
public record ClockReport(
        long session,
        String name,
        boolean votes,
        boolean elector,
        int cleanRounds,
        long joinedAtNanos,
        boolean heard,
        boolean late,
        @Nullable Jump jump,
        @Nullable ClockEstimate estimate,
        ClockState clock,
        long statedErrorNanos) {

    /** After so many exchanges a clock is known better than those that keep time disagree. */
    public static final int SAMPLES_TO_KNOW = 16;

    /** Clean rounds before a clock's rate counts: a rate needs some seconds to be worth something. */
    private static final int CLEAN_ROUNDS_FOR_RATE = 4;

    /**
     * Whether it is one of the clocks of which a majority must agree in this round. A clock that makes no claim about its
     * error has no vote.
     */
    public boolean isElector() {
        return elector && heard && clock.status() != ClockStatus.UNSYNCHRONIZED;
    }

    /** Whether its rate has been clean for long enough to count. */
    public boolean hasSteadyRate() {
        return cleanRounds >= CLEAN_ROUNDS_FOR_RATE;
    }

    /** Whether it keeps a cluster time that some master told it. */
    public boolean keepsTime() {
        return clock.epoch() > 0 && clock.mapping().version() > 0 && !clock.isVoid();
    }

    /** Whether it does, and says that what it was promised about that time is still in force. */
    public boolean promisesTime() {
        return keepsTime() && clock.status() != ClockStatus.UNSYNCHRONIZED;
    }

    /** Whether this round's measurement can be used. */
    public boolean isUsable() {
        return heard && jump == null && estimate != null;
    }

    /** The target of its cluster clock minus the master's local clock; only for a usable report. */
    public long shownOffset() {
        return measured().offsetNanos() + correction();
    }

    /** Where {@link #shownOffset} lies for certain. */
    public Interval shownBounds() {
        return measured().bounds().shift(correction());
    }

    /** Where the time that this master decided lies, if the slave's clock is right; only for a usable report. */
    public Interval claim() {
        return shownBounds().widen(statedErrorNanos);
    }

    /** The estimate of a report that has one. */
    public ClockEstimate measured() {
        if (estimate == null) {
            throw new IllegalStateException("nothing was measured of " + name);
        }
        return estimate;
    }

    private long correction() {
        return clock.mapping().offsetAt(measured().atNanos() + measured().offsetNanos());
    }
}
