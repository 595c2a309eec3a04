package io.campanile.simulator;

import io.campanile.core.Mapping;
import io.campanile.core.ensemble.RoundCoordinator;
import org.jspecify.annotations.Nullable;

/**
 * Cluster time as one master's process decides it, for as long as it goes on without a break.
 *
 * <p>It ends when its phase is decided anew, when the process ends, and when the master's clock, which it is mapped from,
 * does what no healthy clock does. A slave that was told it last is held to it all the same: to what it would have been,
 * had it and that clock gone on.
 */
final class Truth {

    private final VirtualClock clock;
    private final RoundCoordinator coordinator;
    private @Nullable Mapping last;
    private long strayNanos;

    /**
     * What a coordinator decides from now on.
     *
     * @param clock the master's
     */
    Truth(VirtualClock clock, RoundCoordinator coordinator) {
        this.clock = clock;
        this.coordinator = coordinator;
    }

    /** What cluster time is now. */
    long nanos() {
        Mapping ended = last;
        return ended == null
                ? coordinator.clusterTime().at(clock.nanos())
                : ended.at(clock.healthyNanos() + strayNanos);
    }

    /** Goes on like this from now on, as if nothing had happened. */
    void end(Mapping mapping) {
        last = mapping;
        strayNanos = clock.nanos() - clock.healthyNanos();
    }
}
