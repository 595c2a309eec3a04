package io.campanile.admin.slave;

import io.campanile.admin.metrics.CertificatesDocument;
import io.campanile.admin.metrics.ClockBound;
import io.campanile.admin.metrics.UtcDocument;
import io.campanile.clock.ClusterReading;
import io.campanile.slave.MasterSearch;
import io.campanile.slave.Slave;
import java.util.List;
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
 * @param utc what is known of UTC; null in an earlier release
 * @param machineClock how it keeps its machine's own clock; null if it does not, and in an earlier release
 * @param epoch the epoch of the last correction; 0 before the first
 * @param round its round; 0 before the first
 * @param master where the master is that has let it in; null while none has
 * @param refusals why it does not follow others, the latest first; none while a master keeps it
 * @param secondMaster that another master of its list keeps another time: one sentence which says what to do; null if none is known to
 * @param certificates how long its certificate is valid; null if it has none
 */
public record ClockDocument(
        String name,
        String status,
        long localNanos,
        long clusterNanos,
        @Nullable Long errorNanos,
        double driftPpb,
        @Nullable UtcDocument utc,
        @Nullable MachineClockDocument machineClock,
        long epoch,
        long round,
        @Nullable String master,
        List<Refusal> refusals,
        @Nullable String secondMaster,
        @Nullable CertificatesDocument certificates) {

    /**
     * Why it does not follow a master.
     *
     * @param master where that is
     * @param reason what one end has said to the other; null if nothing was said
     * @param why one sentence, which says who refused whom
     * @param remedy what to do about it
     * @param sinceNanos its local time when that was so for the first time
     * @param lastNanos and for the last time
     */
    public record Refusal(
            String master, @Nullable String reason, String why, String remedy, long sinceNanos, long lastNanos) {

        private static Refusal of(io.campanile.slave.Refusal refusal) {
            return new Refusal(
                    refusal.master(),
                    refusal.reason().map(Enum::name).orElse(null),
                    refusal.why(),
                    refusal.remedy(),
                    refusal.sinceNanos(),
                    refusal.lastNanos());
        }
    }

    static ClockDocument of(Slave slave, @Nullable MachineClockDocument machineClock) {
        ClusterReading now = slave.clock().read();
        MasterSearch search = slave.search();
        return new ClockDocument(
                slave.name(),
                now.status().name(),
                now.localNanos(),
                now.clusterNanos(),
                ClockBound.errorNanos(now),
                now.timeline().target().ratePpb(),
                UtcDocument.of(now),
                machineClock,
                now.timeline().epoch(),
                now.timeline().round(),
                search.master().orElse(null),
                search.refusals().stream().map(Refusal::of).toList(),
                search.secondMaster().orElse(null),
                CertificatesDocument.of(slave.certificates()));
    }
}
