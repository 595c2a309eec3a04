package io.campanile.master.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Timeline;
import io.campanile.core.ensemble.Rejection;
import io.campanile.core.ensemble.RoundReport;
import io.campanile.master.MasterServer;
import io.campanile.master.MasterStatus;
import io.campanile.master.SlaveStatus;
import io.campanile.slave.ClusterReading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@code GET /api/v1/status}. Spans and times are nanoseconds, rates parts per billion.
 *
 * @param master the master itself
 * @param round the last round; null before the first
 * @param slaves every connected slave, in order of joining
 */
public record StatusDocument(Master master, @Nullable Round round, List<Slave> slaves) {

    /**
     * The master itself.
     *
     * @param name what people call it
     * @param address where slaves connect
     * @param epoch its epoch
     * @param status how far its cluster clock can be trusted
     * @param localNanos its local clock
     * @param clusterNanos its cluster clock
     * @param errorNanos how far that can be from cluster time; null while unsynchronized
     * @param roundNanos how often a round starts
     * @param burst probes to each slave in the last round
     */
    public record Master(
            String name,
            String address,
            long epoch,
            String status,
            @JsonProperty("local_ns") long localNanos,
            @JsonProperty("cluster_ns") long clusterNanos,
            @JsonProperty("error_ns") @Nullable Long errorNanos,
            @JsonProperty("round_ns") long roundNanos,
            int burst) {}

    /**
     * The last round.
     *
     * @param number counts from 1
     * @param outcome {@code STEERED}, or why not
     * @param why one sentence
     * @param members slaves connected
     * @param heard slaves that answered
     * @param electors clocks among which a majority was sought, the master's included
     * @param truechimers how many of those agreed
     * @param falsetickers who was left out
     * @param spreadNanos greatest minus least cluster clock among those that agreed, before the correction
     * @param ensembleOffsetNanos cluster time minus the master's local clock
     * @param ensembleRatePpb by how much cluster time runs faster than that
     */
    public record Round(
            long number,
            String outcome,
            String why,
            int members,
            int heard,
            int electors,
            int truechimers,
            List<Falseticker> falsetickers,
            @JsonProperty("spread_ns") long spreadNanos,
            @JsonProperty("ensemble_offset_ns") long ensembleOffsetNanos,
            double ensembleRatePpb) {}

    /**
     * A clock that was left out.
     *
     * @param slave its name
     * @param reason the kind of reason
     * @param detail the figures, and what to do
     */
    public record Falseticker(String slave, String reason, String detail) {}

    /**
     * One slave.
     *
     * @param name its unique name
     * @param address from where it is connected
     * @param state where it stands
     * @param offsetNanos its cluster clock minus cluster time, before the correction; null while unknown
     * @param driftPpb its local clock's rate against the master's; null while unknown
     * @param delayNanos its shortest round trip lately; null while unknown
     * @param errorNanos how far the offset can be from the truth; null while unknown
     * @param ageNanos how long ago it was last heard
     * @param rejection why the last round left it out; null when it did not
     */
    public record Slave(
            String name,
            String address,
            String state,
            @JsonProperty("offset_ns") @Nullable Long offsetNanos,
            @Nullable Double driftPpb,
            @JsonProperty("delay_ns") @Nullable Long delayNanos,
            @JsonProperty("error_ns") @Nullable Long errorNanos,
            @JsonProperty("age_ns") long ageNanos,
            @Nullable Falseticker rejection) {}

    /** What this master publishes now. */
    static StatusDocument of(String name, MasterServer server) {
        MasterStatus status = server.status();
        ClusterReading now = server.clock().read();
        return new StatusDocument(
                master(name, server, status, now),
                status.round() == null ? null : round(status.round()),
                status.slaves().stream().map(s -> slave(s, now.localNanos())).toList());
    }

    private static Master master(String name, MasterServer server, MasterStatus status, ClusterReading now) {
        var address = server.address();
        var session = server.options().session();
        return new Master(
                name,
                address.getAddress().getHostAddress() + ":" + address.getPort(),
                status.epoch(),
                name(now.status()),
                now.localNanos(),
                now.clusterNanos(),
                now.status() == ClockStatus.UNSYNCHRONIZED || now.errorNanos() == Timeline.UNKNOWN_ERROR
                        ? null
                        : now.errorNanos(),
                session.roundNanos(),
                status.burst());
    }

    private static Round round(RoundReport report) {
        return new Round(
                report.number(),
                name(report.outcome()),
                report.why(),
                report.members(),
                report.heard(),
                report.electors(),
                report.truechimers(),
                report.rejections().stream().map(StatusDocument::falseticker).toList(),
                report.spreadNanos(),
                report.ensembleOffsetNanos(),
                report.ensembleRatePpb());
    }

    private static Slave slave(SlaveStatus slave, long nowNanos) {
        return new Slave(
                slave.name(),
                slave.address(),
                name(slave.standing()),
                slave.offsetNanos(),
                slave.driftPpb(),
                slave.delayNanos(),
                slave.errorNanos(),
                nowNanos - slave.lastHeardAtNanos(),
                slave.rejection() == null ? null : falseticker(slave.rejection()));
    }

    private static Falseticker falseticker(Rejection rejection) {
        return new Falseticker(rejection.slave(), name(rejection.reason()), rejection.detail());
    }

    private static String name(Enum<?> constant) {
        return constant.name();
    }
}
