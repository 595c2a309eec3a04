package io.campanile.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.discipline.ClockStatus;
import io.campanile.simulator.scenario.Scenario;
import io.campanile.simulator.scenario.Scenarios;
import io.campanile.simulator.scenario.Setting;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How fast a bound widens without a master, which {@code docs/embedding.md} tells: the shorter a slave was measured, the less
 * is known of its clock's rate.
 */
class HoldoverSimulationTest {

    private static final long SECOND = 1_000_000_000L;

    /** When the growth is looked at, after the master has gone: in holdover. */
    private static final int FROM = 10;

    private static final int TO = 40;

    @ParameterizedTest
    @CsvSource({"5, 1900, 2200", "15, 60, 140", "60, 30, 36"})
    void boundWidensTheFasterTheYoungerTheSlaveIs(int seconds, double least, double most) {
        Scenario scenario = Scenarios.named("lan")
                .orElseThrow()
                .with(Map.of(
                        Setting.SLAVES, "5",
                        Setting.REFERENCE, "ensemble",
                        Setting.WANDER, "1e-8",
                        Setting.MASTER_WANDER, "1e-8",
                        Setting.DURATION, "3m",
                        Setting.FAULTS, "%ss crash master 2m".formatted(seconds)));
        Cluster cluster = new Cluster(scenario.parameters(), 0, new SplittableRandom(1));
        new FaultInjector(cluster).plan(scenario.parameters().faults().list());

        long before = boundAfter(cluster, seconds + FROM);
        long after = boundAfter(cluster, seconds + TO);

        assertThat(cluster.slaves().get(0).clock().status()).isEqualTo(ClockStatus.HOLDOVER);
        assertThat((after - before) / 1e3 / (TO - FROM)).as("µs a second").isBetween(least, most);
    }

    private static long boundAfter(Cluster cluster, long seconds) {
        cluster.time().run(Cluster.START_NANOS + seconds * SECOND, cluster.witness()::look);
        return cluster.slaves().get(0).clock().read().errorNanos();
    }
}
