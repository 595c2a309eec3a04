package io.campanile.master;

import io.campanile.core.Quantity;
import io.campanile.core.Units;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Whose cluster's time the one of this master follows.
 *
 * @param masters where the parent is, which may be a group: each of its members; at least one. Over TCP
 * @param patienceNanos for how long a new cluster waits for the parent's time before it founds one of its own; 0 to 1 day. Raising it
 *     leaves slaves without cluster time for longer while the parent is away; a cluster that has founded its own time comes to the
 *     parent's slowly
 */
public record ParentConfig(List<InetSocketAddress> masters, long patienceNanos) {

    /** Five minutes: a data center that was without power comes back in any order. */
    public static final long PATIENCE_NANOS = 300 * Units.SECOND_NANOS;

    private static final long MOST_PATIENCE_NANOS = 86_400 * Units.SECOND_NANOS;

    /**
     * Takes a copy, and checks that there is a parent, and the range.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public ParentConfig {
        masters = List.copyOf(masters);
        if (masters.isEmpty()) {
            throw new IllegalArgumentException("no parent to follow; name one at least");
        }
        if (patienceNanos < 0 || patienceNanos > MOST_PATIENCE_NANOS) {
            throw new IllegalArgumentException("the patience with the parent is %s; choose 0 to 1 day"
                    .formatted(Quantity.duration(patienceNanos)));
        }
    }
}
