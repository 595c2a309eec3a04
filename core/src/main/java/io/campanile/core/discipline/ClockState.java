package io.campanile.core.discipline;

import io.campanile.core.Mapping;
import io.campanile.core.ReferenceReading;
import org.jspecify.annotations.Nullable;

/**
 * What a slave tells of its cluster clock in every reading.
 *
 * @param mapping the target mapping that it applies now, from its local clock to the cluster's
 * @param status how far it trusts itself
 * @param epoch the newest epoch that it has obeyed; 0 before the first
 * @param bound how far the target can be from cluster time; null before the first correction, and from a slave that does
 *     not tell
 * @param disruptions how often its {@linkplain io.campanile.core.LocalClock#disruptions local clock was disrupted}: what was
 *     measured of it before the last time counts no more
 * @param isVoid whether what it was told is void since then, or since a master rejected it: it keeps no time any more until it is
 *     corrected again
 * @param stepLimitNanos how far a correction may move it now, whatever the master's panic limit; 0 while that one holds
 * @param utc what the slave's machine claims of UTC, beside the slave's local clock; null if it claims nothing
 */
public record ClockState(
        Mapping mapping,
        ClockStatus status,
        long epoch,
        @Nullable Bound bound,
        long disruptions,
        boolean isVoid,
        long stepLimitNanos,
        @Nullable ReferenceReading utc) {

    /** A clock that was never corrected. */
    public static final ClockState INITIAL = new ClockState(Mapping.IDENTITY, ClockStatus.UNSYNCHRONIZED, 0);

    /** The state of a clock that tells no bound. */
    public ClockState(Mapping mapping, ClockStatus status, long epoch) {
        this(mapping, status, epoch, null);
    }

    /** The state of a clock that nothing has happened to. */
    public ClockState(Mapping mapping, ClockStatus status, long epoch, @Nullable Bound bound) {
        this(mapping, status, epoch, bound, 0, false, 0, null);
    }

    /** The same, and this is what its machine claims of UTC. */
    public ClockState claiming(@Nullable ReferenceReading ofUtc) {
        return new ClockState(mapping, status, epoch, bound, disruptions, isVoid, stepLimitNanos, ofUtc);
    }
}
