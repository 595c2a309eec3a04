package io.campanile.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.campanile.clock.TimeInterval;
import io.campanile.core.Units;
import io.campanile.simulator.report.SimulationResult;
import io.campanile.simulator.scenario.Scenario;
import io.campanile.simulator.scenario.Scenarios;
import io.campanile.simulator.scenario.Setting;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * UTC above a cluster: whatever becomes of it, the members agree as they did, and what they say of UTC is true. Five slaves and a master
 * know it to half a millisecond.
 */
class UtcSimulationTest {

    private static final long SEED = 1;
    private static final long MILLI = 1_000_000;

    /** Who stands on the wrong side when half of six are wrong. */
    private static final String CAMPS =
            "600s utc-wrong slave-1 10ms 10m, 600s utc-wrong slave-2 10ms 10m, 600s utc-wrong slave-3 10ms 10m";

    private static Scenario scenario(String utc, String faults) {
        Map<Setting, String> settings = new LinkedHashMap<>(Map.of(
                Setting.SLAVES, "5",
                Setting.REFERENCE, "ensemble",
                Setting.WANDER, "1e-8",
                Setting.MASTER_WANDER, "1e-8",
                Setting.DURATION, "30m",
                Setting.WARM_UP, "5m",
                Setting.UTC_ERROR, utc,
                Setting.FAULTS, faults));
        return Scenarios.named("lan").orElseThrow().with(settings);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "600s utc-jump world 10ms",
                "600s utc-silent all 10m, 600s utc-silent master 10m",
                CAMPS,
                "600s utc-wrong slave-1 1h 10m, 700s utc-wrong master -10ms 10m",
                "600s crash master 20s"
            })
    void membersAgreeAsTheyDidAndWhatTheySayOfUtcIsTrue(String faults) {
        SimulationResult without = Simulation.run(scenario("none", faults.contains("crash") ? faults : ""), SEED);
        SimulationResult with = Simulation.run(scenario("500us", faults), SEED);

        assertThat(with.violations()).as(String.valueOf(with.violations())).isEmpty();
        assertThat(with.figures().pairRmsNanos())
                .isLessThanOrEqualTo(1.1 * without.figures().pairRmsNanos());
    }

    /** A run that is looked at as it goes on. */
    private static final class Run {
        final Cluster cluster;

        Run(String faults) {
            Scenario scenario = scenario("500us", faults).with(Map.of(Setting.DURATION, "2h"));
            cluster = new Cluster(scenario.parameters(), 0, new SplittableRandom(SEED));
            new FaultInjector(cluster).plan(scenario.parameters().faults().list());
        }

        void until(long seconds) {
            cluster.time().run(Cluster.START_NANOS + seconds * Units.SECOND_NANOS, cluster.witness()::look);
        }

        /** What a slave says of UTC. */
        TimeInterval utc() {
            return cluster.slaves().get(4).clock().read().utc();
        }

        boolean isTrue() {
            return utc().earliestNanos() <= cluster.utc().nanos()
                    && cluster.utc().nanos() <= utc().latestNanos();
        }

        double widthMillis() {
            return (double) (utc().latestNanos() - utc().earliestNanos()) / MILLI;
        }

        /** Cluster time − UTC, in milliseconds. */
        double aheadMillis() {
            return (double) (cluster.slaves().get(4).clock().nanos()
                            - cluster.utc().nanos())
                    / MILLI;
        }
    }

    @Test
    void clusterTimeBeginsAtUtcAndStaysThere() {
        Run run = new Run("");
        for (int minute = 1; minute <= 30; minute++) {
            run.until(60L * minute);
            assertThat(run.aheadMillis()).isCloseTo(0, within(0.5));
            assertThat(run.isTrue()).isTrue();
            assertThat(run.widthMillis()).isLessThan(2);
        }
    }

    @Test
    void aJumpOfUtcIsToldWithinSecondsAndFollowedWithinAnHour() {
        Run run = new Run("600s utc-jump world 10ms");
        run.until(599);
        double before = run.aheadMillis();
        run.until(605);
        assertThat(run.aheadMillis()).isCloseTo(before - 10, within(0.01));
        assertThat(run.isTrue()).isTrue();
        run.until(600 + 1800);
        double halfway = run.aheadMillis();
        assertThat(halfway).isBetween(-2.0, 0.5);
        run.until(600 + 3600);
        assertThat(run.aheadMillis()).isCloseTo(0, within(0.5));
        assertThat(run.isTrue()).isTrue();
    }

    @Test
    void utcThatGoesAwayIsKnownWorseAndWorseAndThenNoMore() {
        Run run = new Run("600s utc-silent all 1h, 600s utc-silent master 1h");
        run.until(600);
        double width = run.widthMillis();
        run.until(900);
        assertThat(run.isTrue()).isTrue();
        assertThat(run.widthMillis()).isGreaterThan(width);
        run.until(1300);
        assertThat(run.utc()).isEqualTo(TimeInterval.UNKNOWN);
        run.until(4210);
        assertThat(run.isTrue()).isTrue();
        assertThat(run.widthMillis()).isLessThan(2);
    }

    @Test
    void utcIsUnknownWhileTwoCampsContradictEachOther() {
        Run run = new Run(CAMPS);
        run.until(599);
        assertThat(run.isTrue()).isTrue();
        run.until(605);
        assertThat(run.utc()).isEqualTo(TimeInterval.UNKNOWN);
        run.until(1199);
        assertThat(run.utc()).isEqualTo(TimeInterval.UNKNOWN);
        assertThat(run.aheadMillis()).as("nobody is followed").isCloseTo(0, within(2.0));
        run.until(1205);
        assertThat(run.isTrue()).isTrue();
    }

    @Test
    void oneWrongServerMovesNobody() {
        Run run = new Run("600s utc-wrong slave-1 1h 1h");
        run.until(3000);
        assertThat(run.aheadMillis()).isCloseTo(0, within(0.5));
        assertThat(run.isTrue()).isTrue();
        assertThat(run.widthMillis()).isLessThan(2);
    }
}
