package io.campanile.core.ensemble;

import io.campanile.core.LocalClock;

/**
 * What a master's local clock says of itself as a round ends.
 *
 * @param disruptions how often it is known to have been {@linkplain LocalClock#disruptions disrupted}
 * @param wallAheadNanos by how much the machine's wall clock is ahead of it by now
 */
public record OwnClock(long disruptions, long wallAheadNanos) {

    /** One that nothing has happened to. */
    public static final OwnClock STEADY = new OwnClock(0, 0);

    /** What this one says, which has just shown that. */
    public static OwnClock of(LocalClock local, long nowNanos) {
        return new OwnClock(local.disruptions(nowNanos), local.wallAheadNanos());
    }
}
