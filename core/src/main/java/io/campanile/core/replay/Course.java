package io.campanile.core.replay;

import io.campanile.core.Exchange;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.Correction;
import io.campanile.core.ensemble.ClockReport;
import io.campanile.core.ensemble.RoundCoordinator;
import io.campanile.core.ensemble.RoundRecorder;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.message.Correct;
import io.campanile.core.message.Departure;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.replay.Event.Admitted;
import io.campanile.core.replay.Event.Begun;
import io.campanile.core.replay.Event.Closed;
import io.campanile.core.replay.Event.Concluded;
import io.campanile.core.replay.Event.Decided;
import io.campanile.core.replay.Event.Ended;
import io.campanile.core.replay.Event.Exchanged;
import io.campanile.core.session.MasterSession;
import io.campanile.core.session.SessionConfig;
import io.campanile.core.session.SessionRecorder;
import io.campanile.core.session.VotingRight;
import io.campanile.core.session.VotingRight.Withheld;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One run of the production code over what a master was told. It decides nothing itself. What does not fit to what came before, since
 * something is missing, is passed over.
 *
 * <p>Not thread-safe: its {@link Replay} owns it.
 */
final class Course {

    private final UnaryOperator<Begun> settings;
    private final Map<Long, Slave> slaves = new HashMap<>();
    private SessionConfig sessions = SessionConfig.DEFAULT;
    private @Nullable RoundCoordinator coordinator;
    private @Nullable RoundResult last;

    /** A run with settings that are made of the recorded ones. */
    Course(UnaryOperator<Begun> settings) {
        this.settings = settings;
    }

    /** A session, and what it cannot be asked for. */
    private static final class Slave {
        private final MasterSession session;
        private final VotingRight right;

        /** The number of the last probe that was answered, then and now: those that were lost are not sent again. */
        private long recordedSequence;

        private long sequence;

        /** When the last reading had come in, as the kernel has it: a round may have been closed since, before it was read. */
        private long lastReadingNanos;

        private long lastAtNanos;

        /** Its session is over; what it had reported before still counts in the round that is about to be decided. */
        private boolean gone;

        Slave(MasterSession session, VotingRight right) {
            this.session = session;
            this.right = right;
        }

        /** Null unless it is the last reading's, as the session needs it. */
        @Nullable
        Departure renumbered(@Nullable Departure before) {
            return before == null || before.sequence() != recordedSequence
                    ? null
                    : new Departure(sequence, before.t3());
        }
    }

    void begin(Begun event) {
        Begun term = settings.apply(event);
        coordinator = new RoundCoordinator(term.limits(), term.reference(), term.legacy(), RoundRecorder.NONE);
        // When probes are sent and slaves are given up was decided then.
        sessions = new SessionConfig(
                SessionConfig.DEFAULT.roundNanos(),
                SessionConfig.DEFAULT.idleNanos(),
                term.limits().filter());
        slaves.clear();
        last = null;
    }

    void admit(Admitted event) {
        VotingRight right = event.votes() ? VotingRight.granted() : VotingRight.withheld(Withheld.NOT_WANTED);
        MasterSession session = new MasterSession(sessions, () -> 0, SessionRecorder.NONE, event.atNanos());
        session.admit(event.session(), event.name(), event.epoch(), right, event.atNanos());
        slaves.put(event.session(), new Slave(session, right));
    }

    /**
     * A slave answers a probe.
     *
     * @param told the state of its cluster clock
     */
    void exchange(Exchanged event, ClockState told) {
        Slave slave = slaves.get(event.session());
        Exchange exchange = event.exchange();
        if (slave == null || slave.gone || exchange.t4() < slave.lastReadingNanos) {
            return;
        }
        Probe probe = slave.session.startBurst(0, 1).orElse(null);
        if (probe == null) {
            return;
        }
        slave.session.way().went(event.byDatagrams());
        if (event.byKernel()) {
            slave.session.departed(exchange.t1() - 1);
            slave.session.left(probe.sequence(), exchange.t1());
        } else {
            slave.session.departed(exchange.t1());
        }
        Reading reading = new Reading(
                event.session(),
                0,
                probe.sequence(),
                probe.nonce(),
                exchange.t2(),
                exchange.t3(),
                told,
                event.stamps(),
                slave.renumbered(event.before()));
        slave.session.onMessage(reading, exchange.t4());
        slave.recordedSequence = event.sequence();
        slave.sequence = probe.sequence();
        slave.lastReadingNanos = exchange.t4();
        slave.lastAtNanos = Math.max(slave.lastAtNanos, exchange.t4());
    }

    void close(Closed event) {
        Slave slave = slaves.get(event.session());
        if (slave == null || event.atNanos() < slave.lastAtNanos) {
            return;
        }
        if (event.votes()) {
            slave.right.grant();
        }
        slave.session.closeRound(event.atNanos(), event.disruptions());
        slave.lastAtNanos = event.atNanos();
    }

    /** What comes of the round; empty if no term has begun. */
    Optional<RoundResult> decide(Decided event) {
        RoundCoordinator term = coordinator;
        if (term == null) {
            return Optional.empty();
        }
        List<ClockReport> reports = new ArrayList<>(event.sessions().size());
        for (long session : event.sessions()) {
            Slave slave = slaves.get(session);
            Optional.ofNullable(slave)
                    .flatMap(present -> present.session.lastReport())
                    .ifPresent(reports::add);
        }
        RoundResult recorded = event.result();
        term.observe(event.own());
        RoundResult result =
                term.close(recorded.number(), recorded.epoch(), recorded.atNanos(), reports, recorded.outside());
        last = result;
        slaves.values().removeIf(slave -> slave.gone);
        return Optional.of(result);
    }

    /** The slave's correction; empty if it is not corrected. */
    Optional<Correction> conclude(Concluded event) {
        Slave slave = slaves.get(event.session());
        RoundResult decided = last;
        if (slave == null || decided == null || decided.number() != event.round()) {
            return Optional.empty();
        }
        return slave.session.conclude(decided, true).map(Correct::correction);
    }

    void end(Ended event) {
        Optional.ofNullable(slaves.get(event.session())).ifPresent(slave -> slave.gone = true);
    }
}
