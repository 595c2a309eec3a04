package io.campanile.simulator.node;

import io.campanile.core.ensemble.ClockReport;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.filter.ClockEstimate;
import io.campanile.core.filter.ClockFilter;
import io.campanile.core.message.Correct;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.session.MasterSession;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A slave as the master knows it: the production session, and what only the simulator knows of its exchanges. */
final class Member {

    private final MasterSession session;
    private final Connection connection;

    /** The true times at which the last exchanges began. */
    private final long[] began = new long[ClockFilter.MEMORY];

    /** The true time at which the last one ended. */
    private long endedAt;

    private int exchanges;
    private long probedAt;
    private long measuredSince;
    private @Nullable BoundBasis promise;

    /** A member whose hello has just come. */
    Member(MasterSession session, Connection connection) {
        this.session = session;
        this.connection = connection;
    }

    MasterSession session() {
        return session;
    }

    Connection connection() {
        return connection;
    }

    /** A probe was sent. */
    void probed(long localNanos, long trueNanos) {
        session.departed(localNanos);
        probedAt = trueNanos;
    }

    /** Takes in a message. */
    Optional<Message> onMessage(Message message, long localNanos, long trueNanos) {
        long strays = session.strayReadings();
        Optional<Message> answer = session.onMessage(message, localNanos);
        if (message instanceof Reading && session.strayReadings() == strays) {
            began[exchanges++ % began.length] = probedAt;
            endedAt = trueNanos;
        }
        return answer;
    }

    /** Closes a round. */
    Measured closeRound(long localNanos, long disruptions) {
        ClockReport report = session.closeRound(localNanos, disruptions);
        ClockEstimate estimate = report.estimate();
        measuredSince = estimate == null ? Long.MAX_VALUE : began[(exchanges - behind(estimate)) % began.length];
        return new Measured(connection.slave(), report, measuredSince, localNanos - session.lastHeardAtNanos());
    }

    /** On how many exchanges an estimate rests. */
    private int behind(ClockEstimate estimate) {
        return estimate.samples() < ClockFilter.WINDOW ? estimate.samples() : Math.min(exchanges, began.length);
    }

    /**
     * Takes in the decision on the round last closed; returns the slave's correction, if it is to be sent by itself.
     *
     * @param timelines what the correction is about
     */
    Optional<Correct> conclude(RoundResult result, boolean immediate, Timelines timelines) {
        promise = timelines.promise(measuredSince, endedAt);
        return session.conclude(result, immediate);
    }

    /** What a correction made of the last concluded round promises. */
    BoundBasis promise() {
        return Objects.requireNonNull(promise, "no round was concluded");
    }

    /** Whether this goes to it as a datagram. */
    boolean isByDatagram(Message message) {
        return message instanceof Probe && session.way().isByDatagram();
    }
}
