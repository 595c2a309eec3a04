package io.campanile.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.campanile.clock.ClusterReading;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.simulator.node.SimulatedSlave;
import io.campanile.simulator.scenario.Scenario;
import io.campanile.simulator.scenario.Scenarios;
import io.campanile.simulator.scenario.Setting;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Five slaves up to 5 s and 100 ppm wrong, over a network of 90 µs and an exponential wait of 10 µs each way: what the
 * whole loop promises. The witness holds the bounds, and that no clock goes back, after every event.
 */
class ClosedLoopSimulationTest {

    private static final long SECOND = 1_000_000_000L;
    private static final int SLAVES = 5;
    private static final int SECONDS = 200;
    private static final int SETTLED = 30;
    private static final long PROMISED_NANOS = 50_000;

    /** Coprime to the round: instants fall everywhere in it. */
    private static final long SAMPLING_NANOS = 37_000_003;

    private static Cluster cluster(long seed, int slaves, double repeats, String loss) {
        Scenario scenario = Scenarios.named("lan")
                .orElseThrow()
                .with(Map.of(
                        Setting.SLAVES, String.valueOf(slaves),
                        Setting.REFERENCE, "ensemble",
                        Setting.BURST, "4",
                        Setting.MAX_OFFSET, "5s",
                        Setting.WANDER, "0",
                        Setting.LOSS, loss));
        return new Cluster(scenario.parameters(), repeats, new SplittableRandom(seed));
    }

    private static void run(Cluster cluster, long untilNanos) {
        cluster.time().run(Cluster.START_NANOS + untilNanos, cluster.witness()::look);
    }

    private static long clusterTime(Cluster cluster) {
        return cluster.master()
                .clusterTime()
                .orElseThrow()
                .at(cluster.master().machine().clock().nanos());
    }

    /** Runs to the end and holds, at many instants, what is promised of every clock. */
    private static void watch(Cluster cluster, String name, int fromSecond) {
        for (long at = fromSecond * SECOND; at < SECONDS * SECOND; at += SAMPLING_NANOS) {
            run(cluster, at);
            for (SimulatedSlave slave : cluster.slaves()) {
                ClusterReading reading = slave.clock().read();
                if (at > (fromSecond + SETTLED) * SECOND) {
                    assertThat(reading.status()).as(name).isNotEqualTo(ClockStatus.UNSYNCHRONIZED);
                    assertThat(reading.clusterNanos())
                            .as("%s, %s after %d ns", name, slave.name(), at)
                            .isCloseTo(clusterTime(cluster), within(PROMISED_NANOS));
                }
            }
        }
        assertThat(cluster.witness().violations().told()).as(name).isEmpty();
    }

    private static long rounds(Cluster cluster) {
        return cluster.master().lastRound().orElseThrow().report().number();
    }

    private static Map<String, Long> corrections(Cluster cluster) {
        Map<String, Long> corrections = new HashMap<>();
        cluster.slaves()
                .forEach(s -> corrections.put(
                        s.name(), s.clock().read().timeline().target().version()));
        return corrections;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsEveryClockWithin50Microseconds(long seed) {
        Cluster cluster = cluster(seed, SLAVES, 0, "0");

        watch(cluster, "seed " + seed, 0);

        // In the first round, clocks are still joining.
        assertThat(corrections(cluster).values()).as("seed " + seed).containsOnly(rounds(cluster) - 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void staysTogetherThoughATenthOfAllPacketsIsLost(long seed) {
        Cluster cluster = cluster(seed, SLAVES, 0, "0.1");

        watch(cluster, "seed " + seed, 0);

        assertThat(corrections(cluster).values())
                .as("seed " + seed)
                .allSatisfy(count -> assertThat(count).isBetween(SECONDS * 6L / 10, SECONDS * 9L / 10));
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void appliesADuplicatedCorrectionOnce(long seed) {
        Cluster cluster = cluster(seed, SLAVES, 1, "0");

        watch(cluster, "seed " + seed, 0);

        assertThat(corrections(cluster).values()).as("seed " + seed).containsOnly(rounds(cluster) - 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33, 34})
    void isNotMovedByALateJoiner(long seed) {
        String name = "seed " + seed;
        Cluster cluster = cluster(seed, SLAVES + 1, 0, "0");
        Cluster twin = cluster(seed, SLAVES + 1, 0, "0");
        SimulatedSlave joiner = cluster.slaves().get(SLAVES);
        joiner.machine().suspend();
        twin.slaves().get(SLAVES).machine().suspend();
        run(cluster, 50 * SECOND);
        run(twin, 50 * SECOND);
        assertThat(clusterTime(cluster)).as(name).isEqualTo(clusterTime(twin));

        joiner.machine().resume();
        for (int second = 51; second < 58; second++) {
            run(cluster, second * SECOND);
            run(twin, second * SECOND);
            assertThat(clusterTime(cluster))
                    .as("%s: on probation it has no say, after %d s", name, second)
                    .isCloseTo(clusterTime(twin), within(2L));
        }
        watch(cluster, name, 57);

        assertThat(cluster.master().lastRound().orElseThrow().report().electors())
                .as("it has earned its vote")
                .isEqualTo(SLAVES + 2);
        assertThat(joiner.clock().status()).isEqualTo(ClockStatus.SYNCHRONIZED);
    }

    @Test
    void givesTheSameBytesForTheSameSeed() {
        Cluster first = cluster(99, SLAVES, 0.1, "0.1");
        Cluster second = cluster(99, SLAVES, 0.1, "0.1");
        run(first, 40 * SECOND);
        run(second, 40 * SECOND);

        assertThat(second.master().clusterTime()).isEqualTo(first.master().clusterTime());
        for (int i = 0; i < SLAVES; i++) {
            assertThat(second.slaves().get(i).clock().read().timeline().target())
                    .isEqualTo(first.slaves().get(i).clock().read().timeline().target());
        }
    }
}
