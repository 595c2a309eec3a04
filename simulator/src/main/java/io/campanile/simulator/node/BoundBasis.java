package io.campanile.simulator.node;

import io.campanile.core.ensemble.RoundCoordinator;
import io.campanile.simulator.world.VirtualClock;
import org.jspecify.annotations.Nullable;

/**
 * What a correction rests on, and so what can be asked of the clock that obeys it.
 *
 * <p>Every bound follows from what both clocks do while they are measured and ever after. A clock that jumped can jump by
 * less than a round trip takes, which nobody sees: so the bound need not hold until everything measured before has left
 * the window, be it that a contradiction emptied it.
 *
 * @param truth the cluster time that it is about
 * @param by who decided it
 * @param measuredSince the true time from which both clocks were measured for it
 * @param root the cluster time of the root of the tree that it is about, too; null if it is about none
 * @param kept whether the master's clock kept healthy from then until the correction was made
 */
record BoundBasis(
        Truth truth,
        RoundCoordinator by,
        long measuredSince,
        @Nullable Truth root,
        boolean kept) {

    /** The same, told by one who lies: it binds nobody. */
    BoundBasis broken() {
        return new BoundBasis(truth, by, measuredSince, root, false);
    }

    /** Whether it binds a slave with this clock. */
    boolean binds(VirtualClock slave) {
        return kept && slave.lastUnnoticed() < measuredSince;
    }
}
