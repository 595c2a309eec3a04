package io.campanile.core.session;

import io.campanile.core.Mapping;
import io.campanile.core.discipline.Decision;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.ensemble.ClockReport;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.ensemble.Reference;
import io.campanile.core.ensemble.ReferenceReading;
import io.campanile.core.ensemble.RoundCoordinator;
import io.campanile.core.ensemble.RoundReport;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Correct;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.round.RoundSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A master and its slaves in virtual time: the production sessions, coordinator and discipline, and between them a network
 * of random, asymmetric delays. What happens to a correction on its way is the test's to say.
 */
final class VirtualCluster {

    static final long SECOND = 1_000_000_000L;

    private static final long EPOCH_NANOS = 1_800_000_000 * SECOND;
    private static final long LEAST_DELAY_NANOS = 90_000;
    private static final double MEAN_WAIT_NANOS = 10_000;
    private static final long TURNAROUND_NANOS = 20_000;
    private static final long IN_STEP_NANOS = 1;

    /** What the network does to corrections. */
    interface Fate {

        /** How often this one arrives. */
        int copies(RandomGenerator random);
    }

    final VirtualTime time = new VirtualTime();
    final List<Slave> slaves = new ArrayList<>();
    final RoundCoordinator coordinator = new RoundCoordinator(EnsembleConfig.DEFAULT, Reference.ENSEMBLE);
    final Oscillator masterOscillator;
    final TestClock masterClock;

    /** How far cluster time jumped at the most when a round was closed, once it was decided. */
    long largestPhaseStep;

    /** What became of the corrections that arrived. */
    final List<Decision> decisions = new ArrayList<>();

    private final SplittableRandom random;
    private final Fate corrections;
    private RoundSchedule schedule;
    private long round;

    VirtualCluster(long seed, int count, Fate corrections) {
        this.random = new SplittableRandom(seed);
        this.corrections = corrections;
        this.masterOscillator = new Oscillator(random.split());
        this.masterClock = new TestClock(DisciplineLimits.DEFAULT, masterLocal());
        for (int i = 0; i < count; i++) {
            join();
        }
        this.schedule = new RoundSchedule(masterLocal(), SessionConfig.DEFAULT.roundNanos());
        open();
    }

    /** Gains and loses at a constant rate, from a wrong start. */
    static final class Oscillator {

        private final Mapping skew;

        Oscillator(RandomGenerator random) {
            long offset = EPOCH_NANOS + random.nextLong(-5 * SECOND, 5 * SECOND);
            skew = new Mapping(0, 0, offset, random.nextDouble(-100_000, 100_000));
        }

        long at(long trueNanos) {
            return skew.at(trueNanos);
        }
    }

    /** One slave with both ends of its conversation. */
    final class Slave {

        final Oscillator oscillator;
        final TestClock clock;
        final MasterSession atMaster;
        final SlaveSession atSlave;
        final long joinedInRound;
        private final SplittableRandom network;

        Slave(SplittableRandom random, long number) {
            this.joinedInRound = round;
            this.oscillator = new Oscillator(random.split());
            this.network = random.split();
            this.clock = new TestClock(DisciplineLimits.DEFAULT, local());
            Hello hello = new Hello("slave-" + number, number, Message.PROTOCOL_VERSION, true, 0);
            this.atMaster = new MasterSession(SessionConfig.DEFAULT, masterLocal());
            this.atSlave = new SlaveSession(hello, clock, local());
            atSlave.onMessage(atMaster.admit(hello, number, hello.name(), 1, masterLocal()), local());
        }

        private long local() {
            return oscillator.at(time.nowNanos());
        }

        /** What this slave serves now, after telling its clock that time has passed. */
        long served() {
            clock.localNanos = local();
            return clock.served();
        }

        long errorNanos() {
            return clock.discipline.timeline().errorNanos(local());
        }

        private void probe(Probe probe) {
            atMaster.departed(masterLocal());
            time.after(delay(), () -> {
                Reading reading = (Reading) atSlave.onMessage(probe, local()).orElseThrow();
                time.after(TURNAROUND_NANOS, () -> answer(reading.departing(local())));
            });
        }

        private void answer(Reading reading) {
            time.after(delay(), () -> atMaster.onMessage(reading, masterLocal()).ifPresent(m -> probe((Probe) m)));
        }

        private void correct(Correct correction) {
            for (int i = corrections.copies(network); i > 0; i--) {
                time.after(delay(), () -> {
                    clock.localNanos = local();
                    atSlave.onMessage(correction, local());
                    atSlave.lastDecision().ifPresent(decisions::add);
                });
            }
        }

        private long delay() {
            return LEAST_DELAY_NANOS + (long) (-MEAN_WAIT_NANOS * Math.log(1 - network.nextDouble()));
        }
    }

    /** Another slave; each draws from a source of its own, so that one more changes nothing for the others. */
    Slave join() {
        Slave slave = new Slave(random.split(), slaves.size() + 1L);
        slaves.add(slave);
        return slave;
    }

    /** Cluster time, as the coordinator has decided it. */
    long clusterTime() {
        return coordinator.clusterTime().at(masterLocal());
    }

    long round() {
        return round;
    }

    /** What the master itself serves. */
    long servedByMaster() {
        masterClock.localNanos = masterLocal();
        return masterClock.served();
    }

    private long masterLocal() {
        return masterOscillator.at(time.nowNanos());
    }

    private void atMasterTime(long localNanos, Runnable work) {
        // Waits by true time, a few ppm off: no promise depends on when a round starts exactly.
        time.after(Math.max(IN_STEP_NANOS, localNanos - masterLocal()), work);
    }

    private void open() {
        round++;
        List<Slave> members = List.copyOf(slaves);
        for (int i = 0; i < members.size(); i++) {
            Slave slave = members.get(i);
            atMasterTime(
                    schedule.burstAt(i, members.size()),
                    () -> slave.atMaster.startBurst(round, 4).ifPresent(slave::probe));
        }
        atMasterTime(schedule.deadlineNanos(), this::close);
    }

    private void close() {
        long now = masterLocal();
        List<ClockReport> reports =
                slaves.stream().map(s -> s.atMaster.closeRound(now)).toList();
        long before = clusterTime();
        boolean decided = coordinator.clusterTime().version() > 0;
        RoundResult result = coordinator.close(round, 1, now, reports, ReferenceReading.EXACT);
        if (decided) {
            largestPhaseStep = Math.max(largestPhaseStep, Math.abs(clusterTime() - before));
        }
        slaves.forEach(s -> s.atMaster.conclude(result, true).ifPresent(s::correct));
        if (result.report().outcome() == RoundReport.Outcome.STEERED) {
            masterClock.localNanos = now;
            Mapping applied = masterClock.state(now).mapping();
            masterClock.correct(Corrections.ofMaster(result, applied, now));
        }
        schedule = schedule.next(now);
        atMasterTime(schedule.startNanos(), this::open);
    }
}
