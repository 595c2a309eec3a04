package io.campanile.core.ensemble;

import java.util.List;

/**
 * Hears what a term's rounds are decided from, and what they decide: enough to have another {@link RoundCoordinator} decide the same
 * again.
 *
 * <p>The coordinator calls it, on its thread; it must not block that.
 */
public interface RoundRecorder {

    /** Hears nothing. */
    RoundRecorder NONE = new RoundRecorder() {};

    /**
     * A term begins.
     *
     * @param legacy what the master knows of cluster time before it
     */
    default void begun(EnsembleConfig limits, Reference reference, Legacy legacy) {}

    /**
     * A round was decided.
     *
     * @param own what the master's local clock said of itself
     * @param reports what the sessions reported, in the order in which it was weighed
     */
    default void decided(OwnClock own, List<ClockReport> reports, RoundResult result) {}
}
