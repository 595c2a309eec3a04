package io.campanile.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Mapping;
import io.campanile.core.Units;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Decision;
import io.campanile.core.discipline.Discipline;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.discipline.SteeredClock;
import io.campanile.core.discipline.Steering;
import io.campanile.core.discipline.Timeline;
import io.campanile.core.ensemble.ClockReport;
import io.campanile.core.ensemble.EnsembleLimits;
import io.campanile.core.ensemble.RoundCoordinator;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.protocol.Message.Hello;
import io.campanile.core.protocol.Message.Probe;
import io.campanile.core.protocol.Message.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Both ends of the protocol and everything between, in virtual time: the master's local clock is the measure, the slaves
 * start seconds apart, drift and wander, and the network delays each way differently and loses messages.
 */
class ClosedLoopSimulationTest {

    private static final long SECOND = Units.SECOND_NANOS;
    private static final long START = 1_700_000_000 * SECOND;
    private static final int SLAVES = 6;
    private static final int ROUNDS = 240;
    private static final int CONVERGED_AFTER = 60;
    private static final double LOST = 0.02;

    @ParameterizedTest
    @ValueSource(longs = {1, 22, 333, 4_444, 55_555, 666_666})
    void convergesToATenthOfAMillisecondAndNeverBreaksABound(long seed) {
        assertThat(run(seed).worstNanos())
                .as("seed %d: worst error after %d rounds", seed, CONVERGED_AFTER)
                .isLessThan(100_000);
    }

    @Test
    void sameSeedGivesTheSameTimesToTheNanosecond() {
        assertThat(run(7)).isEqualTo(run(7)).isNotEqualTo(run(8));
    }

    /**
     * What came of a run.
     *
     * @param served the checksum of every time served
     */
    private record Outcome(long worstNanos, long served) {}

    private static Outcome run(long seed) {
        var random = new SplittableRandom(seed);
        var coordinator = new RoundCoordinator(EnsembleLimits.DEFAULT);
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < SLAVES; i++) {
            nodes.add(new Node(seed, random.split(), i + 1));
        }
        long worst = 0;
        for (int number = 1; number <= ROUNDS; number++) {
            var schedule = new RoundSchedule(START + number * SECOND, SECOND);
            for (int i = 0; i < SLAVES; i++) {
                long end = nodes.get(i).burst(number, schedule.burstAt(i, SLAVES));
                nodes.get(i).check(end, coordinator.clusterTime());
            }
            long deadline = schedule.deadlineNanos();
            List<ClockReport> reports =
                    nodes.stream().map(node -> node.master.closeRound(deadline)).toList();
            RoundResult result = coordinator.close(number, 1, deadline, reports);
            for (Node node : nodes) {
                node.check(deadline, result.clusterTime());
                node.conclude(result, deadline);
                long error = node.check(schedule.startNanos() + SECOND - 1, result.clusterTime());
                worst = number > CONVERGED_AFTER ? Math.max(worst, error) : worst;
            }
        }
        assertThat(nodes)
                .as("seed %d: all are synchronized, nearly always", seed)
                .allMatch(node -> node.checks > 3 * (ROUNDS - 5));
        return new Outcome(
                worst, nodes.stream().mapToLong(node -> node.checksum).sum());
    }

    /** A slave, its clock, both ends of its conversation and the network between them. */
    private static final class Node implements SteeredClock {

        private static final double WANDER_SECONDS = 300;

        private final long seed;
        private final SplittableRandom random;
        private final double offset;
        private final double ratePpb;
        private final double wanderPpb;
        private final double phase;
        private final Discipline discipline = new Discipline(DisciplineLimits.DEFAULT);
        private final MasterSession master;
        private final SlaveSession slave;
        private long now = START;
        private long lastServed = Long.MIN_VALUE;
        private int checks;
        private long checksum;

        Node(long seed, SplittableRandom random, long session) {
            this.seed = seed;
            this.random = random;
            this.offset = random.nextDouble(-5, 5) * SECOND;
            this.ratePpb = random.nextDouble(-50_000, 50_000);
            this.wanderPpb = random.nextDouble(5_000);
            this.phase = random.nextDouble(7);
            var hello = new Hello("slave-" + session, session, Message.PROTOCOL_VERSION, true, 0);
            this.master = new MasterSession(SessionLimits.DEFAULT, START);
            this.slave = new SlaveSession(hello, this, local(START));
            assertThat(master.refusal(hello)).isEmpty();
            assertThat(slave.onMessage(master.admit(hello, session, hello.name(), 1, START), local(START)))
                    .isEmpty();
        }

        /** The slave's local clock when the master's shows this. */
        private long local(long masterNanos) {
            double seconds = (double) (masterNanos - START) / SECOND;
            double turn = 2 * Math.PI / WANDER_SECONDS;
            double wander = wanderPpb / turn * Math.sin(turn * seconds + phase);
            return masterNanos + (long) Math.floor(offset + ratePpb * seconds + wander);
        }

        @Override
        public ClockState state(long localNanos) {
            return discipline.state(localNanos);
        }

        @Override
        public Decision steer(Steering steering) {
            return discipline.decide(steering, local(now));
        }

        /** A burst of probes from this time on; returns when it was over. */
        long burst(long round, long from) {
            now = from;
            Optional<? extends Message> next = master.startBurst(round);
            while (next.isPresent() && next.get() instanceof Probe probe) {
                master.departed(now);
                now += delay();
                long t2 = local(now);
                now += 20_000;
                Reading reading = (Reading) slave.onMessage(probe, t2).orElseThrow();
                reading = reading.departing(local(now));
                now += delay();
                next = random.nextDouble() < LOST ? Optional.empty() : master.onMessage(reading, now);
            }
            return now;
        }

        /** Sends the round's correction, if there is one and it is not lost. */
        void conclude(RoundResult result, long deadline) {
            now = deadline + delay();
            var correction = master.conclude(result);
            if (correction.isPresent() && random.nextDouble() >= LOST) {
                assertThat(slave.onMessage(correction.get(), local(now))).isEmpty();
                check(now, result.clusterTime());
            }
        }

        /** Holds the invariants at this time; returns how far served is from cluster time. */
        long check(long masterNanos, Mapping clusterTime) {
            long local = local(masterNanos);
            Timeline timeline = discipline.timeline();
            long served = timeline.served(local);
            long error = Math.abs(served - clusterTime.at(masterNanos));
            if (timeline.status(local) == ClockStatus.UNSYNCHRONIZED) {
                return 0;
            }
            checks++;
            checksum = 31 * checksum + served;
            assertThat(error)
                    .as("seed %d, %s: error at %d s", seed, master.name(), (masterNanos - START) / SECOND)
                    .isLessThanOrEqualTo(timeline.errorNanos(local));
            assertThat(served).as("seed %d, %s: served", seed, master.name()).isGreaterThanOrEqualTo(lastServed);
            lastServed = served;
            return error;
        }

        /** 50 µs on an idle way, and a wait that is exponential with a mean of 100 µs. */
        private long delay() {
            return 50_000 + (long) (-100_000 * Math.log(1 - random.nextDouble()));
        }
    }
}
