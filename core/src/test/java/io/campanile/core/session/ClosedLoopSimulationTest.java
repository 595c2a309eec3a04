package io.campanile.core.session;

import static io.campanile.core.session.VirtualCluster.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Decision.Applied;
import io.campanile.core.discipline.Decision.Refusal;
import io.campanile.core.discipline.Decision.Refused;
import io.campanile.core.discipline.Timeline;
import io.campanile.core.message.Standing;
import io.campanile.core.session.VirtualCluster.Fate;
import io.campanile.core.session.VirtualCluster.Slave;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Five slaves up to 5 s and 100 ppm wrong, over a network of 90 µs and an exponential wait of 10 µs each way: what the
 * whole loop promises, in virtual time.
 */
class ClosedLoopSimulationTest {

    private static final int SLAVES = 5;
    private static final int ROUNDS = 200;

    /** In the first one, clocks are still joining. */
    private static final int STEERED = ROUNDS - 1;

    private static final int SETTLING_ROUNDS = 30;
    private static final long PROMISED_NANOS = 50_000;

    /** Coprime to the round: instants fall everywhere in it. */
    private static final long SAMPLING_NANOS = 37_000_003;

    private static final Fate ARRIVES = random -> 1;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsEveryClockWithin50Microseconds(long seed) {
        VirtualCluster cluster = new VirtualCluster(seed, SLAVES, ARRIVES);

        watch(cluster, ROUNDS, "seed " + seed);

        assertThat(cluster.slaves)
                .as("seed " + seed)
                .allMatch(s -> s.clock.discipline.timeline().target().version() == STEERED);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void losesNothingWithAThirdOfItsCorrections(long seed) {
        VirtualCluster cluster = new VirtualCluster(seed, SLAVES, random -> random.nextInt(3) == 0 ? 0 : 1);

        watch(cluster, ROUNDS, "seed " + seed);

        assertThat(cluster.decisions)
                .as("seed " + seed)
                .hasSizeBetween(ROUNDS * SLAVES / 2, ROUNDS * SLAVES * 4 / 5)
                .allMatch(Applied.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void appliesADuplicatedCorrectionOnce(long seed) {
        VirtualCluster cluster = new VirtualCluster(seed, SLAVES, random -> 2);

        watch(cluster, ROUNDS, "seed " + seed);

        long applied =
                cluster.decisions.stream().filter(Applied.class::isInstance).count();
        long refused = cluster.decisions.stream()
                .filter(new Refused(Refusal.OTHER_VERSION)::equals)
                .count();
        assertThat(applied).as("seed " + seed).isEqualTo(STEERED * SLAVES);
        assertThat(refused).as("seed " + seed).isEqualTo(STEERED * SLAVES);
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33, 34})
    void isNotMovedByALateJoiner(long seed) {
        String name = "seed " + seed;
        VirtualCluster cluster = new VirtualCluster(seed, SLAVES, ARRIVES);
        VirtualCluster twin = new VirtualCluster(seed, SLAVES, ARRIVES);
        watch(cluster, 50, name);
        watch(twin, 50, name);

        Slave joiner = cluster.join();
        // In step with the twin until the joiner has earned its vote: on probation it has no say at all.
        for (int second = 51; joiner.atMaster.standing() != Standing.MEMBER; second++) {
            assertThat(second).as(name + ": the joiner earns its vote").isLessThan(70);
            run(cluster, twin, second);
            if (joiner.atMaster.standing() != Standing.MEMBER) {
                assertThat(cluster.clusterTime()).as(name).isCloseTo(twin.clusterTime(), within(2L));
            }
        }
        watch(cluster, ROUNDS, name);

        assertThat(cluster.largestPhaseStep).as(name).isLessThanOrEqualTo(1);
        assertThat(cluster.decisions).as(name).hasSizeGreaterThan(STEERED * SLAVES + 140);
    }

    @Test
    void givesTheSameBytesForTheSameSeed() {
        VirtualCluster first = new VirtualCluster(99, SLAVES, ARRIVES);
        VirtualCluster second = new VirtualCluster(99, SLAVES, ARRIVES);
        watch(first, 40, "seed 99");
        watch(second, 40, "seed 99");

        assertThat(second.decisions).hasSize(39 * SLAVES);
        assertThat(second.coordinator.clusterTime()).isEqualTo(first.coordinator.clusterTime());
        for (int i = 0; i < SLAVES; i++) {
            assertThat(second.slaves.get(i).clock.discipline.timeline().target())
                    .isEqualTo(first.slaves.get(i).clock.discipline.timeline().target());
        }
    }

    private static void run(VirtualCluster cluster, VirtualCluster twin, int seconds) {
        cluster.time.runUntil(seconds * SECOND);
        twin.time.runUntil(seconds * SECOND);
    }

    /** Runs this many rounds and holds, at many instants, what is promised of every clock. */
    private static void watch(VirtualCluster cluster, int untilRound, String name) {
        Map<Slave, Long> last = new HashMap<>();
        long lastOfMaster = Long.MIN_VALUE;
        while (cluster.round() <= untilRound) {
            cluster.time.runUntil(cluster.time.nowNanos() + SAMPLING_NANOS);
            long wanted = cluster.clusterTime();
            String at = "%s, round %d, %d ns".formatted(name, cluster.round(), cluster.time.nowNanos());
            for (Slave slave : cluster.slaves) {
                long served = slave.served();
                if (slave.clock.discipline.timeline().target().version() > 0) {
                    assertHonest(slave, Math.abs(served - wanted), at);
                    assertThat(served).as(at).isGreaterThanOrEqualTo(last.getOrDefault(slave, Long.MIN_VALUE));
                    last.put(slave, served);
                }
                if (cluster.round() > slave.joinedInRound + SETTLING_ROUNDS) {
                    assertThat(served).as(at).isCloseTo(wanted, within(PROMISED_NANOS));
                }
            }
            if (cluster.masterClock.discipline.timeline().everCorrected()) {
                long served = cluster.servedByMaster();
                assertThat(served).as(at + ", master").isGreaterThanOrEqualTo(lastOfMaster);
                assertThat(served).as(at + ", master").isCloseTo(wanted, within(Timeline.GRANULARITY_NANOS));
                lastOfMaster = served;
            }
        }
        assertThat(cluster.largestPhaseStep)
                .as(name + ": cluster time is continuous")
                .isLessThanOrEqualTo(1);
    }

    private static void assertHonest(Slave slave, long off, String at) {
        long error = slave.errorNanos();
        assertThat(error).as(at + ": synchronized").isNotEqualTo(Timeline.UNKNOWN_ERROR);
        assertThat(off).as(at + ": within the stated error").isLessThanOrEqualTo(error);
        assertThat(slave.clock.state(slave.clock.localNanos).status()).isNotEqualTo(ClockStatus.UNSYNCHRONIZED);
    }
}
