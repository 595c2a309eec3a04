package io.campanile.examples.lease;

import io.campanile.clock.ClusterClock;
import java.time.Instant;

/**
 * Leave to do something alone, until a moment of cluster time.
 *
 * @param owner who has it
 * @param token greater than every earlier lease's: what is written under an older one can be told and refused
 * @param end when it ends
 */
record Lease(String owner, long token, Instant end) {

    /** For its owner: whether it still holds, for certain. A clock that does not know says no. */
    boolean holds(ClusterClock clock) {
        return clock.isBefore(end);
    }

    /** For everybody else: whether it is over, for certain, by any clock of the cluster. A clock that does not know says no. */
    boolean isOver(ClusterClock clock) {
        return clock.isAfter(end);
    }
}
