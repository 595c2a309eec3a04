package io.campanile.simulator.node;

import io.campanile.core.Mapping;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.ensemble.RoundResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A round that a master has closed.
 *
 * @param before what the master decided before it
 * @param result what it decided
 * @param measured what it learned of each slave
 * @param own what the master's own cluster clock kept of cluster time as the term began, while that was still a promise
 * @param ownPromise the cluster time that this clock promises to be near; null if nothing can be asked of it
 */
public record ClosedRound(
        Mapping before,
        RoundResult result,
        List<Measured> measured,
        @Nullable ClockState own,
        @Nullable Truth ownPromise) {

    /** Whether the master's own clock is one of those whose time is taken over. */
    public boolean hasOwn() {
        return own != null;
    }

    /** Whether it is, and keeps its promise about this time. */
    public boolean hasTrueOwn(Truth truth) {
        return own != null && ownPromise == truth;
    }
}
