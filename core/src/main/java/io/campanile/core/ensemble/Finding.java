package io.campanile.core.ensemble;

import io.campanile.core.ensemble.RoundReport.Outcome;

/** What a round found out about the clocks: the kind of fact, to which {@link RoundReport} gives the words. */
public enum Finding {
    /** Cluster time is not decided, and no slave has answered. */
    NOBODY_ANSWERED(Outcome.WAITING),
    /** Cluster time is not decided, and only slaves that do not vote have answered. */
    ONLY_OBSERVERS(Outcome.WAITING),
    /** Cluster time is not decided, and clocks are still joining. */
    STILL_JOINING(Outcome.WAITING),
    /** The master's machine slept or was moved: what was measured until now counts no more. */
    STARTS_OVER(Outcome.WAITING),
    /** Cluster time is kept by the slaves, which are being measured. */
    MEASURING_KEEPERS(Outcome.WAITING),
    /** Some slaves keep cluster time already; more of them may come back. */
    EXPECTING_KEEPERS(Outcome.WAITING),
    /** Cluster time is remembered, and most of those who keep it are away: nobody founds another one. */
    AWAITING_KEEPERS(Outcome.WAITING),
    /** Cluster time is not decided, and the parent's, at which it is to begin, is not known well yet. */
    AWAITING_PARENT(Outcome.WAITING),
    /** Cluster time is not decided: no majority of the clocks is within the panic limit of each other. */
    FOUNDERS_APART(Outcome.NO_MAJORITY),
    /** Cluster time is not decided: fewer clocks than the quorum agree. */
    FOUNDERS_FEW(Outcome.BELOW_QUORUM),
    /** Cluster time was founded: the average of the clocks. */
    FOUNDED(Outcome.STEERED),
    /** Cluster time was taken over from the slaves that kept it. */
    TAKEN_OVER(Outcome.STEERED),
    /** A majority agrees, the master among it. */
    AGREED(Outcome.STEERED),
    /** A majority agrees without the master, whose own clock must have jumped: it follows them. */
    MASTER_FOLLOWS(Outcome.STEERED),
    /** The master's own clock decides by itself. */
    MASTER_DECIDES(Outcome.STEERED),
    /** The master's own clock decides by itself, and was set: cluster time has gone along with it. */
    MASTER_SET(Outcome.STEERED),
    /** A majority agrees that cluster time is elsewhere, further than it is followed: nobody is corrected. */
    PHASE_REFUSED(Outcome.NO_MAJORITY),
    /** No majority agrees. */
    NO_MAJORITY(Outcome.NO_MAJORITY),
    /** Fewer clocks than the quorum agree. */
    BELOW_QUORUM(Outcome.BELOW_QUORUM);

    private final Outcome outcome;

    Finding(Outcome outcome) {
        this.outcome = outcome;
    }

    /** What came of the round. */
    public Outcome outcome() {
        return outcome;
    }
}
