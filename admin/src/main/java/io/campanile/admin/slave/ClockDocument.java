package io.campanile.admin.slave;

import io.campanile.admin.metrics.ClockBound;
import io.campanile.clock.ClusterClock;
import io.campanile.clock.ClusterReading;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@code GET /api/v1/status} at a slave. Times are nanoseconds, rates parts per billion.
 *
 * @param name what people call the slave
 * @param status how far its cluster clock can be trusted
 * @param localNanos its local clock
 * @param clusterNanos its cluster clock
 * @param errorNanos how far that can be from cluster time; null while unsynchronized
 * @param driftPpb by how much cluster time runs faster than the local clock
 * @param epoch the epoch of the last correction; 0 before the first
 * @param round its round; 0 before the first
 */
record ClockDocument(
        String name,
        String status,
        long localNanos,
        long clusterNanos,
        @Nullable Long errorNanos,
        double driftPpb,
        long epoch,
        long round) {

    static ClockDocument of(String name, ClusterClock clock) {
        ClusterReading now = clock.read();
        return new ClockDocument(
                name,
                now.status().name(),
                now.localNanos(),
                now.clusterNanos(),
                ClockBound.errorNanos(now),
                now.timeline().target().ratePpb(),
                now.timeline().epoch(),
                now.timeline().round());
    }
}
