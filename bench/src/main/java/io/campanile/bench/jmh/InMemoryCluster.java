package io.campanile.bench.jmh;

import io.campanile.clock.DisciplinedClock;
import io.campanile.clock.SkewedClock;
import io.campanile.core.LocalClock;
import io.campanile.core.Mapping;
import io.campanile.core.Units;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.ensemble.ClockReport;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.ensemble.Legacy;
import io.campanile.core.ensemble.Outside;
import io.campanile.core.ensemble.OwnClock;
import io.campanile.core.ensemble.RoundCoordinator;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.inquiry.Scrutiny;
import io.campanile.core.message.Answer;
import io.campanile.core.message.Correct;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.round.Burst;
import io.campanile.core.round.ClusterConfig;
import io.campanile.core.round.Round;
import io.campanile.core.round.Rounds;
import io.campanile.core.round.Rounds.Step;
import io.campanile.core.round.Rounds.Step.Open;
import io.campanile.core.round.Rounds.Step.Report;
import io.campanile.core.round.Rounds.Step.Wait;
import io.campanile.core.session.MasterSession;
import io.campanile.core.session.SessionRecorder;
import io.campanile.core.session.SlaveSession;
import io.campanile.core.session.VotingRight;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A master and its slaves in one thread and in virtual time: production rounds, sessions, filters and clocks, handing each
 * other the messages. One exchange with each slave in a round.
 *
 * <p>Not thread-safe.
 */
final class InMemoryCluster {

    /** After this many rounds every clock votes, and its rate counts. */
    private static final int ROUNDS_TO_SETTLE = 8;

    private static final long TURNAROUND_NANOS = 20_000;
    private static final long EPOCH = 1;
    private static final ClusterConfig CONFIG = ClusterConfig.of(
                    EnsembleConfig.DEFAULT, Units.SECOND_NANOS, new Burst(1))
            .withImmediateUpTo(Integer.MAX_VALUE);

    private final RoundCoordinator coordinator = CONFIG.coordinator(Legacy.NONE);
    private final Delays delays = new Delays();
    private final List<Member> members = new ArrayList<>();
    private final Rounds rounds;
    private long nowNanos = 1_800_000_000L * Units.SECOND_NANOS;

    /** A cluster that has come together. */
    InMemoryCluster(int slaves) {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 1; i <= slaves; i++) {
            members.add(new Member(i, random));
        }
        // Nobody joins any more: the first round decides.
        nowNanos += CONFIG.ensemble().settleNanos();
        rounds = new Rounds(CONFIG, coordinator, 1, nowNanos);
        for (int i = 0; i < ROUNDS_TO_SETTLE; i++) {
            round();
        }
    }

    /** A whole round. */
    void round() {
        List<ClockReport> reports = measure();
        carryOut(rounds.close(EPOCH, nowNanos, reports, Outside.NONE, OwnClock.STEADY));
    }

    /** Its first part: asks every slave, and takes each session's report. */
    List<ClockReport> measure() {
        Round round = stepTo(Open.class).round();
        for (int i = 0; i < members.size(); i++) {
            nowNanos = round.schedule().burstAt(i, members.size());
            members.get(i).exchange(round);
        }
        stepTo(Report.class);
        List<ClockReport> reports = new ArrayList<>(members.size());
        for (Member member : members) {
            reports.add(member.atMaster.closeRound(nowNanos, 0));
        }
        return reports;
    }

    /** Lets time pass until this is to be done. */
    private <T extends Step> T stepTo(Class<T> wanted) {
        Step step = rounds.step(nowNanos, members.size());
        while (step instanceof Wait wait) {
            nowNanos = wait.untilNanos();
            step = rounds.step(nowNanos, members.size());
        }
        return wanted.cast(step);
    }

    /** Its second part alone: selection and combination. As often as one likes. */
    RoundResult decide(List<ClockReport> reports) {
        return coordinator.close(rounds.current().number(), EPOCH, nowNanos, reports, Outside.NONE);
    }

    /** Its last part: corrects every slave. */
    private void carryOut(RoundResult result) {
        if (!result.corrects()) {
            throw new IllegalStateException(
                    "the round corrected nobody: " + result.report().why());
        }
        for (Member member : members) {
            member.correct(result);
        }
        rounds.conclude(Mapping.IDENTITY, nowNanos, OwnClock.STEADY);
    }

    /** Both ends of one session. */
    private final class Member {

        private final LocalClock local;
        private final MasterSession atMaster =
                new MasterSession(CONFIG.session(), () -> 0, SessionRecorder.NONE, nowNanos);
        private final SlaveSession atSlave;

        Member(long number, SplittableRandom random) {
            long offset = random.nextLong(-2 * Units.SECOND_NANOS, 2 * Units.SECOND_NANOS);
            local = new SkewedClock(() -> nowNanos, offset, random.nextDouble(-100_000, 100_000));
            Hello hello = new Hello("slave-" + number, number, Message.PROTOCOL_VERSION, true, 0);
            atSlave = new SlaveSession(
                    hello, new DisciplinedClock(local, DisciplineLimits.DEFAULT), Scrutiny.none(), local.nanos());
            atSlave.onMessage(
                    atMaster.admit(number, hello.name(), EPOCH, VotingRight.granted(), nowNanos), local.nanos());
        }

        void exchange(Round round) {
            Probe probe = atMaster.startBurst(round.number(), round.probes()).orElseThrow();
            atMaster.departed(nowNanos);
            nowNanos += delays.nextNanos();
            Answer answer = (Answer) atSlave.onMessage(probe, local.nanos()).orElseThrow();
            nowNanos += TURNAROUND_NANOS;
            Reading departed = answer.departing(local.nanos());
            nowNanos += delays.nextNanos();
            atMaster.onMessage(departed, nowNanos);
        }

        void correct(RoundResult result) {
            Correct correction = atMaster.conclude(result, true).orElseThrow();
            atSlave.onMessage(correction, local.nanos());
        }
    }
}
