package io.campanile.core.ensemble;

import io.campanile.core.LocalClock;
import io.campanile.core.discipline.Discipline;

/**
 * What a master's local clock says of itself as a round ends.
 *
 * @param disruptions how often it is known to have been {@linkplain LocalClock#disruptions disrupted}
 * @param wallAheadNanos by how much the machine's wall clock is ahead of it by now
 */
public record OwnClock(long disruptions, long wallAheadNanos) {

    /** One that nothing has happened to. */
    public static final OwnClock STEADY = new OwnClock(0, 0);

    /** By how much the machine's wall clock was set; what a daemon that keeps it may have moved it by is nothing. */
    public long wallStepNanos() {
        return Math.abs(wallAheadNanos) < Discipline.LEAST_FOLLOWED_NANOS ? 0 : wallAheadNanos;
    }

    /** What this one says, which has just shown that. */
    public static OwnClock of(LocalClock local, long nowNanos) {
        return new OwnClock(local.disruptions(nowNanos), local.wallAheadNanos());
    }
}
