package io.campanile.core.ensemble;

import io.campanile.core.Interval;
import io.campanile.core.LocalClock;
import io.campanile.core.ReferenceReading;
import io.campanile.core.discipline.Discipline;
import org.jspecify.annotations.Nullable;

/**
 * What a master's local clock says of itself as a round ends.
 *
 * @param disruptions how often it is known to have been {@linkplain LocalClock#disruptions disrupted}
 * @param wallAheadNanos by how much the machine's wall clock is ahead of it by now
 * @param wallErrorNanos how far that can be off
 * @param utc what the master's machine claims of UTC, beside it; null if it claims nothing
 */
public record OwnClock(
        long disruptions,
        long wallAheadNanos,
        long wallErrorNanos,
        @Nullable ReferenceReading utc) {

    /** One that nothing has happened to. */
    public static final OwnClock STEADY = new OwnClock(0, 0, 0, null);

    /** By how much the machine's wall clock was set; what a daemon that keeps it may have moved it by is nothing. */
    public long wallStepNanos() {
        return Math.abs(wallAheadNanos) < Discipline.LEAST_FOLLOWED_NANOS ? 0 : wallAheadNanos;
    }

    /** What this one says, which has just shown that. */
    public static OwnClock of(LocalClock local, long nowNanos) {
        Interval ahead = local.wallAhead();
        long middle = ahead.middle();
        return new OwnClock(
                local.disruptions(nowNanos),
                middle,
                ahead.worstErrorOf(middle),
                local.utc().orElse(null));
    }
}
