package io.campanile.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.simulator.scenario.Scenario;
import io.campanile.simulator.scenario.Scenarios;
import io.campanile.simulator.scenario.Setting;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A thousand slaves come back at once: their processes have all been restarted. */
class ReturnSimulationTest {

    private static final long SEED = 5;
    private static final long SECOND = 1_000_000_000L;
    private static final int SLAVES = 1000;

    private static final long FAULT = 5 * SECOND;

    /** They come back within a tenth of a second, are measured by the round that is under way, and corrected with the next one's probe. */
    private static final long BACK_WITHIN = 5 * SECOND / 2;

    private static final long LOOKED_AT_FOR = 3 * SECOND;
    private static final long LOOK = SECOND / 20;

    private static Cluster cluster(String fault) {
        Scenario scenario = Scenarios.named("lan")
                .orElseThrow()
                .with(Map.of(
                        Setting.SLAVES,
                        String.valueOf(SLAVES),
                        Setting.REFERENCE,
                        "ensemble",
                        Setting.BURST,
                        "1",
                        Setting.FAULTS,
                        fault));
        Cluster cluster = new Cluster(scenario.parameters(), 0, new SplittableRandom(SEED));
        new FaultInjector(cluster).plan(scenario.parameters().faults().list());
        return cluster;
    }

    /** The round whose correction each slave has applied last; 0 before the first. */
    private static List<Long> rounds(Cluster cluster) {
        return cluster.slaves().stream()
                .map(slave -> slave.clock().read().timeline().round())
                .toList();
    }

    @Test
    void aThousandSlavesThatComeBackAtOnceMissNoRound() {
        Cluster cluster = cluster("5s restart all 1ms");
        run(cluster, FAULT + BACK_WITHIN);
        List<Long> before = rounds(cluster);
        List<Long> first = before;
        assertThat(before)
                .as("seed %s: all are corrected again", SEED)
                .hasSize(SLAVES)
                .doesNotContain(0L);
        for (long passed = 0; passed < LOOKED_AT_FOR; passed += LOOK) {
            run(cluster, FAULT + BACK_WITHIN + passed);
            List<Long> now = rounds(cluster);
            for (int i = 0; i < SLAVES; i++) {
                assertThat(now.get(i) - before.get(i))
                        .as(
                                "seed %s: rounds since the last correction of %s",
                                SEED, cluster.slaves().get(i).name())
                        .isBetween(0L, 1L);
            }
            before = now;
        }
        for (int i = 0; i < SLAVES; i++) {
            assertThat(before.get(i) - first.get(i))
                    .as("rounds in three seconds")
                    .isGreaterThanOrEqualTo(2);
        }
    }

    private static void run(Cluster cluster, long untilNanos) {
        cluster.time().run(Cluster.START_NANOS + untilNanos, () -> {});
    }
}
