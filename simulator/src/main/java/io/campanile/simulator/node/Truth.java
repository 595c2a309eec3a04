package io.campanile.simulator.node;

import io.campanile.core.Mapping;
import io.campanile.core.ensemble.RoundCoordinator;
import io.campanile.simulator.world.VirtualClock;
import org.jspecify.annotations.Nullable;

/**
 * One timeline of cluster time: a function of true time, whoever leads. Every promise about it is held to it.
 *
 * <p>While one process of the master leads without a break, it is what that process decides. When the process ends, or its
 * clock does what no healthy clock does, the timeline goes on as it was: as the last mapping on the clock as it would be,
 * had it stayed healthy. So it does until whoever took it over says that no promise about it can be in force any more; from
 * then on it is what that one decides.
 */
public final class Truth {

    private final VirtualClock clock;
    private RoundCoordinator coordinator;

    /** What it goes on as; null while it is what the coordinator decides. */
    private @Nullable Mapping earlier;

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
    public long nanos() {
        Mapping mapping = earlier;
        return mapping == null
                ? coordinator.clusterTime().at(clock.nanos())
                : mapping.at(clock.healthyNanos() + strayNanos);
    }

    /**
     * Goes on as it was from now on, if it does not already.
     *
     * @param last what was decided last
     */
    void goOn(Mapping last) {
        if (earlier == null) {
            earlier = last;
            strayNanos = clock.strayNanos();
        }
    }

    /** Whether it goes on as it was. */
    boolean goesOn() {
        return earlier != null;
    }

    /** Another process leads now, and knows where this timeline is. */
    void takenOver(RoundCoordinator by) {
        coordinator = by;
    }

    /** No promise about what it was before can be in force: it is what is decided now. */
    void adopt() {
        earlier = null;
    }
}
