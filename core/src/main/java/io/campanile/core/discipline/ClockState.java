package io.campanile.core.discipline;

import io.campanile.core.Mapping;

/**
 * What a slave tells of its cluster clock in every reading.
 *
 * @param mapping the target mapping that it applies now, from its local clock to the cluster's
 * @param status how far it trusts itself
 * @param epoch the newest epoch that it has obeyed; 0 before the first
 */
public record ClockState(Mapping mapping, ClockStatus status, long epoch) {

    /** A clock that was never corrected. */
    public static final ClockState INITIAL = new ClockState(Mapping.IDENTITY, ClockStatus.UNSYNCHRONIZED, 0);
}
