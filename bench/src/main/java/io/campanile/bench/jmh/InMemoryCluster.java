package io.campanile.bench.jmh;

import io.campanile.clock.DisciplinedClock;
import io.campanile.clock.SkewedClock;
import io.campanile.core.LocalClock;
import io.campanile.core.Units;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.ensemble.ClockReport;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.ensemble.Reference;
import io.campanile.core.ensemble.ReferenceReading;
import io.campanile.core.ensemble.RoundCoordinator;
import io.campanile.core.ensemble.RoundReport.Outcome;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Correct;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.round.RoundSchedule;
import io.campanile.core.session.MasterSession;
import io.campanile.core.session.SessionConfig;
import io.campanile.core.session.SlaveSession;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A master and its slaves in one thread and in virtual time: production sessions, filters, coordinator and clocks, handing
 * each other the messages. One exchange with each slave in a round.
 *
 * <p>Not thread-safe.
 */
final class InMemoryCluster {

    /** After so many rounds every clock votes, and its rate counts. */
    private static final int ROUNDS_TO_SETTLE = 8;

    private static final long TURNAROUND_NANOS = 20_000;
    private static final long EPOCH = 1;

    private final RoundCoordinator coordinator = new RoundCoordinator(EnsembleConfig.DEFAULT, Reference.ENSEMBLE);
    private final Delays delays = new Delays();
    private final List<Member> members = new ArrayList<>();
    private long nowNanos = 1_800_000_000L * Units.SECOND_NANOS;
    private RoundSchedule schedule = new RoundSchedule(nowNanos, SessionConfig.DEFAULT.roundNanos());
    private long round;

    /** A cluster that has come together. */
    InMemoryCluster(int slaves) {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 1; i <= slaves; i++) {
            members.add(new Member(i, random));
        }
        // Nobody joins any more: the first round decides.
        nowNanos += EnsembleConfig.DEFAULT.settleNanos();
        schedule = new RoundSchedule(nowNanos, SessionConfig.DEFAULT.roundNanos());
        for (int i = 0; i < ROUNDS_TO_SETTLE; i++) {
            round();
        }
    }

    /** A whole round. */
    void round() {
        carryOut(decide(measure()));
    }

    /** Its first part: asks every slave, and closes each session's round. */
    List<ClockReport> measure() {
        round++;
        for (int i = 0; i < members.size(); i++) {
            nowNanos = schedule.burstAt(i, members.size());
            members.get(i).exchange();
        }
        nowNanos = schedule.deadlineNanos();
        List<ClockReport> reports = new ArrayList<>(members.size());
        for (Member member : members) {
            reports.add(member.atMaster.closeRound(nowNanos));
        }
        return reports;
    }

    /** Its second part: selection and combination. */
    RoundResult decide(List<ClockReport> reports) {
        return coordinator.close(round, EPOCH, nowNanos, reports, ReferenceReading.EXACT);
    }

    /** Its last part: corrects every slave. */
    private void carryOut(RoundResult result) {
        if (result.report().outcome() != Outcome.STEERED) {
            throw new IllegalStateException(
                    "the round corrected nobody: " + result.report().why());
        }
        for (Member member : members) {
            member.conclude(result);
        }
        schedule = schedule.next(nowNanos);
    }

    /** Both ends of one conversation. */
    private final class Member {

        private final LocalClock local;
        private final MasterSession atMaster = new MasterSession(SessionConfig.DEFAULT, nowNanos);
        private final SlaveSession atSlave;

        Member(long number, SplittableRandom random) {
            long offset = random.nextLong(-2 * Units.SECOND_NANOS, 2 * Units.SECOND_NANOS);
            local = new SkewedClock(() -> nowNanos, offset, random.nextDouble(-100_000, 100_000));
            Hello hello = new Hello("slave-" + number, number, Message.PROTOCOL_VERSION, true, 0);
            atSlave = new SlaveSession(hello, new DisciplinedClock(local, DisciplineLimits.DEFAULT), local.nanos());
            atSlave.onMessage(atMaster.admit(hello, number, hello.name(), EPOCH, nowNanos), local.nanos());
        }

        void exchange() {
            Probe probe = atMaster.startBurst(round, 1).orElseThrow();
            atMaster.departed(nowNanos);
            nowNanos += delays.nextNanos();
            Reading reading = (Reading) atSlave.onMessage(probe, local.nanos()).orElseThrow();
            nowNanos += TURNAROUND_NANOS;
            Reading departed = reading.departing(local.nanos());
            nowNanos += delays.nextNanos();
            atMaster.onMessage(departed, nowNanos);
        }

        void conclude(RoundResult result) {
            Correct correction = atMaster.conclude(result, true).orElseThrow();
            atSlave.onMessage(correction, local.nanos());
        }
    }
}
