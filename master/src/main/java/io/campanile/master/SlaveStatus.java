package io.campanile.master;

import io.campanile.core.ensemble.ClockReport;
import io.campanile.core.ensemble.Rejection;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.ensemble.Verdict;
import io.campanile.core.filter.ClockEstimate;
import io.campanile.core.message.Stamps;
import io.campanile.core.message.Standing;
import io.campanile.core.session.MasterSession;
import io.campanile.core.session.VotingRight.Withheld;
import io.campanile.proto.socket.Transport;
import org.jspecify.annotations.Nullable;

/**
 * What the master knows of one slave after a round.
 *
 * @param name its unique name
 * @param address from where it is connected
 * @param standing where it stands
 * @param offsetNanos its cluster clock minus cluster time, before the correction; null while it was not measured
 * @param driftPpb by how much its local clock runs faster than the master's; null while it was not measured
 * @param delayNanos its shortest round trip lately; null while it was not measured
 * @param errorNanos how far {@code offsetNanos} can be from the truth; null while it was not measured
 * @param lastHeardAtNanos the master's local time of its last message
 * @param stamps who took the stamps of its last exchange: the kernels of both ends, or programs
 * @param probesBy what carries its probes: datagrams, or its connection
 * @param rejection why the last round left it out; null when it did not
 * @param withheld why its clock may not vote; null when it may
 * @param loss how it was lost; null while it is connected
 */
public record SlaveStatus(
        String name,
        String address,
        Standing standing,
        @Nullable Long offsetNanos,
        @Nullable Double driftPpb,
        @Nullable Long delayNanos,
        @Nullable Long errorNanos,
        long lastHeardAtNanos,
        Stamps stamps,
        Transport probesBy,
        @Nullable Rejection rejection,
        @Nullable Withheld withheld,
        @Nullable Loss loss) {

    /**
     * How a slave was lost: it ended without a goodbye.
     *
     * @param atNanos the master's local time when it was given up
     * @param why one sentence
     */
    public record Loss(long atNanos, String why) {}

    /** The same slave, after it was lost. */
    public SlaveStatus lost(Loss how) {
        return new SlaveStatus(
                name,
                address,
                standing,
                offsetNanos,
                driftPpb,
                delayNanos,
                errorNanos,
                lastHeardAtNanos,
                stamps,
                probesBy,
                rejection,
                withheld,
                how);
    }

    /** When it was lost; never, while it is connected. */
    long lossAtNanos() {
        return loss == null ? Long.MAX_VALUE : loss.atNanos();
    }

    static SlaveStatus of(
            ClockReport report, MasterSession session, String address, Transport probesBy, RoundResult result) {
        ClockEstimate estimate = report.estimate();
        Verdict verdict = result.verdict(session.session());
        return new SlaveStatus(
                session.name(),
                address,
                session.standing(),
                estimate == null
                        ? null
                        : report.shownOffset() - result.clusterTime().offsetAt(estimate.atNanos()),
                estimate == null ? null : estimate.ratePpb(),
                estimate == null ? null : estimate.leastDelayNanos(),
                estimate == null ? null : estimate.bounds().worstErrorOf(estimate.offsetNanos()),
                session.lastHeardAtNanos(),
                session.stamps(),
                probesBy,
                verdict == null ? null : verdict.rejection(),
                session.votingRight().whyNot().orElse(null),
                null);
    }
}
