package io.campanile.examples.lease;

import io.campanile.clock.ClusterClock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives one lease at a time. Each owner judges its lease by its own clock and the table by its own; as both ask only for what
 * is certain, no two owners hold it at once, though the clocks differ and are set.
 *
 * <p>Idempotent: an owner that asks again, because the answer was lost, gets the lease that it has.
 */
final class LeaseTable {

    private final ClusterClock clock;
    private @Nullable Lease current;
    private long lastToken;

    LeaseTable(ClusterClock clock) {
        this.clock = clock;
    }

    /** A lease of this length, or the one that this owner has; empty while it may be another's. */
    synchronized Optional<Lease> acquire(String owner, Duration length) {
        if (current == null || current.isOver(clock)) {
            current = new Lease(owner, ++lastToken, clock.instant().plus(length));
        }
        return Optional.of(current).filter(lease -> lease.owner().equals(owner));
    }
}
