package io.campanile.admin.master;

import io.campanile.admin.metrics.CertificatesDocument;
import io.campanile.admin.metrics.ClockBound;
import io.campanile.admin.metrics.UtcDocument;
import io.campanile.clock.ClusterReading;
import io.campanile.core.ensemble.RoundReport;
import io.campanile.core.round.SecondMaster;
import io.campanile.master.MasterServer;
import io.campanile.master.MasterStatus;
import io.campanile.master.SlaveStatus;
import io.netty.util.NetUtil;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@code GET /api/v1/status}. Spans and times are nanoseconds, rates parts per billion.
 *
 * @param master the master itself
 * @param round the last round; null before the first
 * @param states how many slaves are in which state; those that nobody is in are left out
 * @param slaves the first connected slaves and, behind them, those that were lost last; {@value #MAX_SLAVES} at most
 * @param limits how much is remembered, and what counts as what
 * @param group the group of masters that it belongs to; null if it belongs to none
 * @param parent how it stands to the master whose cluster's time its own follows; null if it follows none
 */
public record StatusDocument(
        Master master,
        @Nullable Round round,
        Map<String, Integer> states,
        List<Slave> slaves,
        Limits limits,
        @Nullable GroupDocument group,
        @Nullable ParentDocument parent) {

    /** More slaves than this are to be asked for in pages. */
    public static final int MAX_SLAVES = 1000;

    /** Where a slave stands that was lost. */
    public static final String LOST = "LOST";

    private static final int MAX_LOST = 100;
    private static final int MAX_FALSETICKERS = 100;

    /**
     * The master itself.
     *
     * @param name what people call it
     * @param address where slaves connect
     * @param epoch its epoch, or the one that it follows
     * @param status how far its cluster clock can be trusted
     * @param localNanos its local clock
     * @param clusterNanos its cluster clock
     * @param errorNanos how far that can be from cluster time; null while unsynchronized
     * @param roundNanos how often a round starts
     * @param burst probes to each slave in the last round
     * @param certificates how long its certificate is valid; null if it has none
     * @param secondMaster what a slave has told within ten minutes of another master that runs beside this one, and what to do; null if none has
     */
    public record Master(
            String name,
            String address,
            long epoch,
            String status,
            long localNanos,
            long clusterNanos,
            @Nullable Long errorNanos,
            long roundNanos,
            int burst,
            @Nullable CertificatesDocument certificates,
            @Nullable String secondMaster) {

        static Master of(String name, MasterServer server, MasterStatus status, ClusterReading now) {
            return new Master(
                    name,
                    NetUtil.toSocketAddressString(server.address()),
                    GroupDocument.epoch(server, status),
                    now.status().name(),
                    now.localNanos(),
                    now.clusterNanos(),
                    ClockBound.errorNanos(now),
                    server.options().cluster().roundNanos(),
                    status.burst(),
                    CertificatesDocument.of(server.certificates()),
                    server.secondMaster().map(SecondMaster::sentence).orElse(null));
        }
    }

    /**
     * The last round.
     *
     * @param number counts from 1
     * @param atNanos the master's local time at its end
     * @param durationNanos from its start until the last correction was out
     * @param outcome {@code STEERED}, or why not
     * @param finding the kind of fact behind that
     * @param why one sentence
     * @param members slaves connected
     * @param heard slaves that answered
     * @param electors clocks among which a majority was sought, the master's included
     * @param truechimers how many of those agreed
     * @param rejected how many were left out for which reason
     * @param falsetickers who was left out; the first {@value #MAX_FALSETICKERS}
     * @param spreadNanos greatest minus least cluster clock among those that agreed, before the correction
     * @param ensembleOffsetNanos cluster time minus the master's local clock
     * @param ensembleRatePpb by how much cluster time runs faster than that
     * @param utc what is known of UTC; null in an earlier release
     */
    public record Round(
            long number,
            long atNanos,
            long durationNanos,
            String outcome,
            String finding,
            String why,
            int members,
            int heard,
            int electors,
            int truechimers,
            Map<String, Integer> rejected,
            List<Falseticker> falsetickers,
            long spreadNanos,
            long ensembleOffsetNanos,
            double ensembleRatePpb,
            @Nullable UtcDocument utc) {

        static Round of(RoundReport report, long durationNanos) {
            Map<String, Integer> rejected = new TreeMap<>();
            report.rejections().forEach(r -> rejected.merge(r.reason().name(), 1, Integer::sum));
            return new Round(
                    report.number(),
                    report.atNanos(),
                    durationNanos,
                    report.outcome().name(),
                    report.finding().name(),
                    report.why(),
                    report.members(),
                    report.heard(),
                    report.electors(),
                    report.truechimers(),
                    rejected,
                    report.rejections().stream()
                            .limit(MAX_FALSETICKERS)
                            .map(Falseticker::of)
                            .toList(),
                    report.spreadNanos(),
                    report.ensembleOffsetNanos(),
                    report.ensembleRatePpb(),
                    UtcDocument.of(report.utc()));
        }
    }

    /**
     * One slave.
     *
     * @param name its unique name
     * @param address from where it is connected, or was
     * @param state where it stands; {@value StatusDocument#LOST} if it is not connected any more
     * @param offsetNanos its cluster clock minus cluster time, before the correction; null while unknown
     * @param driftPpb its local clock's rate against the master's; null while unknown
     * @param delayNanos its shortest round trip lately; null while unknown
     * @param errorNanos how far the offset can be from the truth; null while unknown
     * @param ageNanos how long ago it was last heard
     * @param stamps who took the stamps of its last exchange: {@code HARDWARE} if the slave's network card did, and the kernel or the card of
     *     the master; {@code KERNEL} if the kernels of both ends did; or {@code USER}
     * @param probesBy what carries its probes: {@code udp} for datagrams, be they beside a connection, or {@code tcp}; null in an earlier release
     * @param rejection why the last round left it out, or the last that it was in; null when it did not
     * @param withoutVote why it is an observer, one sentence; null when its clock may vote
     * @param lost how it was lost; null while it is connected
     */
    public record Slave(
            String name,
            String address,
            String state,
            @Nullable Long offsetNanos,
            @Nullable Double driftPpb,
            @Nullable Long delayNanos,
            @Nullable Long errorNanos,
            long ageNanos,
            String stamps,
            @Nullable String probesBy,
            @Nullable Falseticker rejection,
            @Nullable String withoutVote,
            @Nullable Loss lost) {

        static Slave of(SlaveStatus slave, long nowNanos) {
            return new Slave(
                    slave.name(),
                    slave.address(),
                    state(slave),
                    slave.offsetNanos(),
                    slave.driftPpb(),
                    slave.delayNanos(),
                    slave.errorNanos(),
                    nowNanos - slave.lastHeardAtNanos(),
                    slave.stamps().name(),
                    slave.probesBy().toString(),
                    slave.rejection() == null ? null : Falseticker.of(slave.rejection()),
                    slave.withheld() == null ? null : slave.withheld().sentence(),
                    slave.loss() == null ? null : Loss.of(slave.loss()));
        }

        static String state(SlaveStatus slave) {
            return slave.loss() == null ? slave.standing().name() : LOST;
        }
    }

    /**
     * What a master publishes now.
     *
     * @param name what people call it
     */
    public static StatusDocument of(String name, MasterServer server) {
        MasterStatus status = server.status();
        ClusterReading now = server.clock().read();
        GroupDocument group = GroupDocument.of(server, status, now);
        return new StatusDocument(
                Master.of(name, server, status, now),
                status.round() == null ? null : Round.of(status.round(), status.durationNanos()),
                states(status),
                slaves(status, now.localNanos()),
                Limits.of(server),
                group,
                ParentDocument.of(server));
    }

    private static List<Slave> slaves(MasterStatus status, long nowNanos) {
        List<SlaveStatus> lost = status.lost();
        List<SlaveStatus> lostLast = lost.subList(Math.max(0, lost.size() - MAX_LOST), lost.size());
        return Stream.concat(status.slaves().stream().limit(MAX_SLAVES - lostLast.size()), lostLast.stream())
                .map(slave -> Slave.of(slave, nowNanos))
                .toList();
    }

    /** How many slaves are in which state. */
    static Map<String, Integer> states(MasterStatus status) {
        Map<String, Integer> states = new TreeMap<>();
        Stream.concat(status.slaves().stream(), status.lost().stream())
                .forEach(slave -> states.merge(Slave.state(slave), 1, Integer::sum));
        return states;
    }
}
