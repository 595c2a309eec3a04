package io.campanile.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.ensemble.Finding;
import io.campanile.simulator.node.Continuity;
import io.campanile.simulator.node.Keeper;
import io.campanile.simulator.node.SimulatedMaster;
import io.campanile.simulator.node.Truth;
import io.campanile.simulator.scenario.RandomRuns;
import io.campanile.simulator.scenario.Scenario;
import io.campanile.simulator.scenario.Scenarios;
import io.campanile.simulator.scenario.Setting;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cluster time is one timeline across terms: whoever leads, and whoever believes so. */
class FailoverSimulationTest {

    /**
     * Of the runs, as {@code FaultsSimulationTest} has them for one master: here the faults leave a few clocks to a leader more
     * often, some of them wrong. In the first thousand runs time was founded a second time in 1.8 %, usurped in 6.4 % and
     * slipped in 0.9 %.
     */
    private static final double MOST_FOUNDED_AGAIN = 0.03;

    private static final double MOST_USURPED = 0.09;
    private static final double MOST_SLIPPED = 0.03;

    private static final long SECOND = 1_000_000_000L;
    private static final Continuity UNBROKEN = new Continuity(0, 0, 0, 0, 0);

    private static Scenario named(String name) {
        return Scenarios.named(name).orElseThrow();
    }

    private static Scenario group(String faults) {
        return named("failover").with(Map.of(Setting.DURATION, "300s", Setting.FAULTS, faults));
    }

    private static Cluster cluster(Scenario scenario, long seed) {
        var cluster = new Cluster(scenario.parameters(), 0, new SplittableRandom(seed));
        new FaultInjector(cluster).plan(scenario.parameters().faults().list());
        return cluster;
    }

    private static void run(Cluster cluster, double untilSecond) {
        cluster.time().run(Cluster.START_NANOS + Math.round(untilSecond * SECOND), cluster.witness()::look);
    }

    /** Cluster time minus true time. */
    private static long ahead(Cluster cluster) {
        return cluster.history().current().nanos() - cluster.time().now();
    }

    /** The greatest difference between two slaves, looked at every ten milliseconds. */
    private static long disagreement(Cluster cluster, double fromSecond, double untilSecond) {
        long most = 0;
        for (double second = fromSecond; second <= untilSecond; second += 0.01) {
            run(cluster, second);
            LongSummaryStatistics served = cluster.slaves().stream()
                    .mapToLong(slave -> slave.clock().nanos())
                    .summaryStatistics();
            most = Math.max(most, served.getMax() - served.getMin());
        }
        return most;
    }

    private static void holdsOneTimeline(Cluster cluster, long seed) {
        assertThat(cluster.witness().violations().told()).as("seed %d", seed).isEmpty();
        assertThat(cluster.history().continuity()).as("seed %d", seed).isEqualTo(UNBROKEN);
        Truth truth = cluster.history().current();
        cluster.slaves()
                .forEach(slave -> assertThat(slave.promised()).as(slave.name()).isSameAs(truth));
    }

    @Test
    void randomMixesOfTakeoversAndAllOtherFaultsBreakNoInvariant() {
        new RandomRuns(named("random-group-faults"), MOST_FOUNDED_AGAIN, MOST_USURPED, MOST_SLIPPED)
                .assertThatNoInvariantBreaks();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void sameSeedGivesTheSameResultToTheLastBit(long seed) {
        RandomRuns.assertThatASeedRepeatsARun(named("random-group-faults"), seed);
    }

    /** The slaves agree as well as before but for some µs, and their bounds stay within some milliseconds. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void takeoverMovesNobody(long seed) {
        var cluster = cluster(group("150s crash master 1m"), seed);
        run(cluster, 100);
        long before = disagreement(cluster, 100, 149.99);
        SimulatedMaster first = cluster.master();
        long ahead = ahead(cluster);
        long after = disagreement(cluster, 150, 200);
        assertThat(cluster.master()).as("another one leads").isNotSameAs(first);
        assertThat(after - before).as("added, in ns; it was %d ns", before).isLessThan(10_000);
        assertThat(Math.abs(ahead(cluster) - ahead))
                .as("what cluster time drifts")
                .isLessThan(50 * 110_000);
        cluster.slaves()
                .forEach(slave -> assertThat(slave.clock().read().errorNanos())
                        .as("bound of %s after %d s", slave.name(), 50)
                        .isLessThan(5_000_000));
        run(cluster, 300);
        holdsOneTimeline(cluster, seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void slavesAreCorrectedByTheNextLeaderWithinSeconds(long seed) {
        var cluster = cluster(group("150s restart master 1m"), seed);
        run(cluster, 150);
        long epoch = epochOf(cluster.slaves().get(0));
        run(cluster, 153);
        assertThat(cluster.slaves())
                .allSatisfy(slave -> assertThat(epochOf(slave)).isGreaterThan(epoch));
        holdsOneTimeline(cluster, seed);
    }

    private static long epochOf(Keeper node) {
        return node.clock().read().timeline().epoch();
    }

    /** Each one that is elected leads for two more seconds after the next one was: up to three do at the same time. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void leadersThatDoNotKnowThatTheyAreDeposedDoNoHarm(long seed) {
        var cluster = cluster(
                group("100s elect master-1 2s, 101s elect master-2 2s, 102s elect master-3 2s, 103s elect master-1 2s,"
                        + " 120s cut-masters master 1m, 121500ms elect master-2 2s"),
                seed);
        long most = 0;
        for (double second = 95; second < 130; second += 0.1) {
            run(cluster, second);
            most = Math.max(
                    most,
                    cluster.masters().stream().filter(SimulatedMaster::leads).count());
        }
        assertThat(most).isGreaterThanOrEqualTo(2);
        run(cluster, 300);
        holdsOneTimeline(cluster, seed);
    }

    /** Its promises last for ten seconds; those of the one that it deposed are as long, and began later. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatADeposedLeaderPromisedLastHoldsToItsEnd(long seed) {
        var scenario = group("60s elect master-1 0s, 100s cut-slaves master-2 5s, 100s cut-masters master-1 60s,"
                        + " 100s elect master-2 2s, 101900ms cut-slaves master-1 40s, 101900ms cut slave-1 40s")
                .with(Map.of(Setting.HOLDOVER, "10s", Setting.ROUND, "100ms"));
        var cluster = cluster(scenario, seed);
        run(cluster, 300);
        holdsOneTimeline(cluster, seed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "100s step master-2 1h",
                "100s step master-2 700us",
                "100s speed master-2 5%, 103s speed master-2 -5%",
                "0s step master-2 -5h"
            })
    void standbyWithABadClockDoesNotMoveTheCluster(String fault) {
        var cluster = cluster(group("60s elect master-1 0s, 105s elect master-2 1s, " + fault), 1);
        run(cluster, 104);
        long ahead = ahead(cluster);
        run(cluster, 106);
        assertThat(cluster.master().name()).isEqualTo("master-2");
        run(cluster, 115);
        assertThat(cluster.master().lastRound().orElseThrow().corrects()).isTrue();
        assertThat(Math.abs(ahead(cluster) - ahead)).isLessThan(15 * 110_000);
        run(cluster, 200);
        assertThat(cluster.witness().violations().told()).isEmpty();
        assertThat(cluster.history().continuity()).isEqualTo(UNBROKEN);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void allMastersAreAwayForAnHour(long seed) {
        var cluster = cluster(group("100s crash masters 1h"), seed);
        run(cluster, 99);
        long ahead = ahead(cluster);
        run(cluster, 3_699);
        assertThat(cluster.slaves())
                .allSatisfy(slave -> assertThat(slave.clock().status()).isEqualTo(ClockStatus.UNSYNCHRONIZED));
        run(cluster, 3_720);
        assertThat(cluster.slaves())
                .allSatisfy(slave -> assertThat(slave.clock().status()).isEqualTo(ClockStatus.SYNCHRONIZED));
        assertThat(Math.abs(ahead(cluster) - ahead))
                .as("what cluster time drifts")
                .isLessThan(3_620 * 110_000L);
        holdsOneTimeline(cluster, seed);
    }

    @Test
    void newMasterAndNewSlaveThatMeetWhileEverybodyElseIsAwayFoundNothing() {
        var cluster = cluster(
                group("100s crash master-1 60s, 100s restart master-2 1s, 100s cut slave-1 60s, 100s cut slave-2 60s,"
                        + " 100s cut slave-3 60s, 100s cut slave-4 60s, 100s restart master-3 1s, 100s restart slave-5 1s,"
                        + " 103s elect master-3 0s"),
                1);
        run(cluster, 150);
        assertThat(cluster.master().name()).isEqualTo("master-3");
        assertThat(cluster.master().lastRound().orElseThrow().finding()).isEqualTo(Finding.AWAITING_KEEPERS);
        assertThat(cluster.slaves().get(4).clock().status()).isEqualTo(ClockStatus.UNSYNCHRONIZED);
        run(cluster, 300);
        holdsOneTimeline(cluster, 1);
    }

    /** Between the decision and its commit there are 50 ms at most: over all seeds, leaders crash before, in and after them. */
    @Test
    void leaderThatCrashesWhileItFoundsLeavesNoSecondTimeBehind() {
        long founding = 0;
        for (long seed = 1; seed <= 300; seed++) {
            var cluster = cluster(group("%sms crash master 20s".formatted(1_400 + 10 * seed)), seed);
            run(cluster, 60);
            assertThat(cluster.witness().violations().told())
                    .as("seed %d", seed)
                    .isEmpty();
            assertThat(cluster.history().continuity().foundedAgain())
                    .as("seed %d", seed)
                    .isZero();
            assertThat(cluster.slaves())
                    .as("seed %d", seed)
                    .allSatisfy(slave -> assertThat(slave.clock().status()).isEqualTo(ClockStatus.SYNCHRONIZED));
            founding += cluster.election().orElseThrow().takeovers();
        }
        assertThat(founding).isGreaterThan(300);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void leaderWhoseClockRunsAsNoClockCanHandsOver(long seed) {
        var cluster = cluster(group("100s speed master-1 5%, 150s elect master-1 0s"), seed);
        run(cluster, 200);
        assertThat(cluster.master().name()).as("who leads").isNotEqualTo("master-1");
        assertThat(cluster.slaves())
                .allSatisfy(slave -> assertThat(slave.clock().status()).isEqualTo(ClockStatus.SYNCHRONIZED));
        run(cluster, 300);
        assertThat(cluster.witness().violations().told()).as("seed %d", seed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void mastersAreRestartedOneAfterTheOther(long seed) {
        var cluster = cluster(
                group(
                        "100s leave master-1 10s, 130s leave master-2 10s, 160s leave master-3 10s, 190s leave master-1 10s"),
                seed);
        run(cluster, 90);
        long before = disagreement(cluster, 90, 99.99);
        long after = disagreement(cluster, 100, 220);
        assertThat(after - before).as("added, in ns").isLessThan(15_000);
        run(cluster, 300);
        holdsOneTimeline(cluster, seed);
    }
}
