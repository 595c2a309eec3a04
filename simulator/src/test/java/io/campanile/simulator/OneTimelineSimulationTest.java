package io.campanile.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.simulator.node.Continuity;
import io.campanile.simulator.node.Truth;
import io.campanile.simulator.scenario.Scenario;
import io.campanile.simulator.scenario.Scenarios;
import io.campanile.simulator.scenario.Setting;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cluster time is one timeline, across restarts of the master and jumps of its clock. */
class OneTimelineSimulationTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Continuity UNBROKEN = new Continuity(0, 0, 0, 0, 0);

    private static Scenario ensemble(String faults, String holdover) {
        return Scenarios.named("lan")
                .orElseThrow()
                .with(Map.of(
                        Setting.SLAVES, "5",
                        Setting.REFERENCE, "ensemble",
                        Setting.WANDER, "1e-8",
                        Setting.MASTER_WANDER, "1e-8",
                        Setting.HOLDOVER, holdover,
                        Setting.DURATION, "300s",
                        Setting.FAULTS, faults));
    }

    private static Cluster cluster(Scenario scenario, long seed) {
        var cluster = new Cluster(scenario.parameters(), 0, new SplittableRandom(seed));
        new FaultInjector(cluster).plan(scenario.parameters().faults().list());
        return cluster;
    }

    private static void run(Cluster cluster, long untilSecond) {
        cluster.time().run(Cluster.START_NANOS + untilSecond * SECOND, cluster.witness()::look);
    }

    private static long boundOf(Cluster cluster, int slave) {
        return cluster.slaves().get(slave - 1).clock().read().errorNanos();
    }

    private static void goesOn(Cluster cluster, long seed) {
        run(cluster, 60);
        Truth truth = cluster.master().truth();
        run(cluster, 300);
        assertThat(cluster.witness().violations().told()).as("seed %d", seed).isEmpty();
        assertThat(cluster.master().continuity()).as("seed %d", seed).isEqualTo(UNBROKEN);
        assertThat(cluster.master().truth()).as("seed %d", seed).isSameAs(truth);
        cluster.slaves().forEach(slave -> assertThat(slave.promised()).isSameAs(truth));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void masterRestartsAgainAndAgainWithinOneValidity(long seed) {
        goesOn(
                cluster(
                        ensemble(
                                "70s restart master 2s, 90s restart master 2s, 110s crash master 2s, 130s leave master 2s",
                                "60s"),
                        seed),
                seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void masterIsAwayForLongerThanAnyPromiseHolds(long seed) {
        goesOn(cluster(ensemble("70s restart master 40s, 160s crash master 40s", "10s"), seed), seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void mastersClockJumpsByMoreThanThatAndByLessThanTheVoteTolerates(long seed) {
        goesOn(
                cluster(
                        ensemble(
                                "70s step master 60s, 100s step master 600us, 130s step master 2ms, 160s step master 15m",
                                "20s"),
                        seed),
                seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void masterSleepsForLongerThanAnyPromiseHolds(long seed) {
        goesOn(cluster(ensemble("70s suspend master 60s, 200s suspend master 5s", "10s"), seed), seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void mastersClockJumpsWhileItIsAway(long seed) {
        goesOn(
                cluster(ensemble("70s restart master 10s, 75s step master -30s, 150s restart master 3s", "30s"), seed),
                seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void twoOfSevenClocksLieAboutWhatTheyKeep(long seed) {
        Scenario scenario = ensemble("70s restart master 2s, 120s step master 5s, 150s restart master 2s", "30s")
                .with(Map.of(Setting.SLAVES, "6", Setting.LIARS, "2", Setting.LIE, "pretended:1m"));
        var cluster = cluster(scenario, seed);
        run(cluster, 300);
        assertThat(cluster.witness().violations().told()).isEmpty();
        assertThat(cluster.master().continuity()).isEqualTo(UNBROKEN);
        assertThat(boundOf(cluster, 1)).as("liars leave no trace in the bounds").isLessThan(SECOND / 1000);
    }

    @Test
    void boundsAreWiderUntilNoPromiseOfTheEarlierTimeCanBeInForce() {
        var cluster = cluster(ensemble("100s restart master 2s", "60s"), 1);
        run(cluster, 99);
        long before = boundOf(cluster, 1);
        run(cluster, 130);
        assertThat(cluster.master().lastRound().orElseThrow().handover()).isNotNull();
        assertThat(boundOf(cluster, 1)).as("30 s at about 100 ppm").isBetween(5 * before, 10_000_000L);
        run(cluster, 180);
        assertThat(cluster.master().lastRound().orElseThrow().handover()).isNull();
        assertThat(boundOf(cluster, 1)).isLessThan(2 * before);
    }

    /** What nobody remembers cannot go on: the clocks that keep no time are more. */
    @Test
    void timeIsFoundedAgainWhereMostKeepNone() {
        var cluster = cluster(
                ensemble(
                        "100s restart master 2s, 100s restart slave-1 2s, 100s restart slave-2 2s, 100s restart slave-3 2s",
                        "60s"),
                1);
        run(cluster, 300);
        assertThat(cluster.master().continuity().foundedAgain()).isEqualTo(1);
        assertThat(cluster.witness().violations().told()).isEmpty();
    }
}
