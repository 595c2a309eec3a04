package io.campanile.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.clock.ClusterReading;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.ensemble.Finding;
import io.campanile.simulator.Cluster;
import io.campanile.simulator.FaultInjector;
import io.campanile.simulator.node.SimulatedMaster;
import io.campanile.simulator.node.SimulatedSlave;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is promised against peers that lie together, a master that lies, and somebody on the way. */
class AttacksSimulationTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000;

    private Cluster cluster(String scenario, Map<Setting, String> settings, long seed) {
        Scenario named = Scenarios.named(scenario).orElseThrow().with(settings);
        var cluster = new Cluster(named.parameters(), 0, new SplittableRandom(seed));
        new FaultInjector(cluster).plan(named.parameters().faults().list());
        return cluster;
    }

    private static void run(Cluster cluster, long untilSecond) {
        cluster.time().run(Cluster.START_NANOS + untilSecond * SECOND, cluster.witness()::look);
    }

    private static List<SimulatedSlave> honest(Cluster cluster) {
        return cluster.slaves().stream().filter(SimulatedSlave::isHonest).toList();
    }

    /** Cluster time minus true time. */
    private static long truth(Cluster cluster) {
        long local = cluster.master().machine().clock().nanos();
        return cluster.master().clusterTime().orElseThrow().at(local)
                - cluster.time().now();
    }

    private static long errorOf(Cluster cluster, SimulatedSlave slave) {
        return slave.clock().nanos() - cluster.time().now() - truth(cluster);
    }

    private static Finding finding(Cluster cluster) {
        return cluster.master().lastRound().orElseThrow().finding();
    }

    /** Nobody has left its bound, gone back, or been moved beyond its panic limit. */
    private static void assertClean(Cluster cluster) {
        assertThat(cluster.witness().violations().told()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void fourOfSevenThatTurnAtOnceMoveNobodyAndTheRoundSaysSo(long seed) {
        var cluster = cluster("sybils", Map.of(), seed);
        run(cluster, 29);
        long before = truth(cluster);
        assertThat(finding(cluster)).isEqualTo(Finding.AGREED);
        run(cluster, 60);
        assertThat(finding(cluster)).isIn(Finding.PHASE_REFUSED, Finding.NO_MAJORITY);
        assertThat(Math.abs(truth(cluster) - before))
                .as("cluster time, but for its oscillators")
                .isLessThan(5 * MILLI);
        for (SimulatedSlave slave : honest(cluster)) {
            assertThat(Math.abs(errorOf(cluster, slave))).isLessThan(MILLI);
        }
        assertClean(cluster);
    }

    @ParameterizedTest
    @ValueSource(strings = {"clique-below-half", "clique-at-half"})
    void aCliqueOfUpToHalfMovesNobody(String scenario) {
        for (long seed = 1; seed <= 5; seed++) {
            var cluster = cluster(scenario, Map.of(), seed);
            run(cluster, 29);
            long before = truth(cluster);
            run(cluster, 120);
            assertThat(Math.abs(truth(cluster) - before))
                    .as("what an oscillator may do meanwhile, seed " + seed)
                    .isLessThan(12 * MILLI);
            assertClean(cluster);
        }
    }

    @Test
    void whoIsJustBelowHalfIsOutvotedAndTheOthersAreCorrected() {
        var cluster = cluster("clique-below-half", Map.of(), 1);
        run(cluster, 120);
        assertThat(finding(cluster)).isEqualTo(Finding.AGREED);
        assertThat(honest(cluster))
                .allSatisfy(slave -> assertThat(slave.clock().status()).isEqualTo(ClockStatus.SYNCHRONIZED));
    }

    @Test
    void aMasterThatBetraysItsSlavesBeyondThePanicLimitIsLeftAndTakenBackAfterwards() {
        var cluster = cluster("rogue-master", Map.of(), 1);
        run(cluster, 599);
        long before = truth(cluster);
        run(cluster, 659);
        for (SimulatedSlave slave : cluster.slaves()) {
            assertThat(Math.abs(errorOf(cluster, slave))).isLessThan(10 * MILLI);
            assertThat(slave.clock().status()).isEqualTo(ClockStatus.HOLDOVER);
        }
        run(cluster, 800);
        assertThat(cluster.slaves())
                .allSatisfy(slave -> assertThat(slave.clock().status()).isEqualTo(ClockStatus.SYNCHRONIZED));
        assertThat(Math.abs(truth(cluster) - before)).isLessThan(10 * MILLI);
        assertClean(cluster);
    }

    /** What a master may do within the limit it can do; and not a second more, however often it tries. */
    @Test
    void aMasterThatBetraysThemLittleByLittleGetsNoFurtherThanThePanicLimit() {
        var cluster = cluster("rogue-master", Map.of(Setting.FAULTS, "60s betray master 90s 10m"), 1);
        run(cluster, 600);
        assertThat(cluster.slaves())
                .allSatisfy(slave -> assertThat(errorOf(cluster, slave)).isBetween(60 * SECOND, 1_001 * SECOND));
        assertClean(cluster);
    }

    /**
     * One of three masters leads, and tells its slaves another time than its standbys. They ask those before they obey, and leave it.
     * A leader whose slaves do not do as it says resigns, and the next one corrects them.
     */
    @ParameterizedTest
    @ValueSource(strings = {"60s", "-90m", "20ms"})
    void aLeaderThatItsStandbysContradictMovesNoSlaveOutOfItsBound(String lie) {
        for (long seed = 1; seed <= 5; seed++) {
            Map<Setting, String> settings = Map.of(Setting.FAULTS, "60s betray master " + lie + " 60s");
            var cluster = cluster("failover", settings, seed);
            run(cluster, 59);
            SimulatedMaster rogue = cluster.master();
            for (int second = 60; second < 120; second++) {
                run(cluster, second);
                for (SimulatedSlave slave : cluster.slaves()) {
                    ClusterReading reading = slave.clock().read();
                    assertThat(Math.abs(errorOf(cluster, slave)))
                            .as("%s of seed %d after %d s", slave.name(), seed, second)
                            .isLessThanOrEqualTo(reading.errorNanos())
                            .isLessThan(5 * MILLI);
                }
            }
            assertThat(cluster.master()).isNotSameAs(rogue);
            assertThat(cluster.slaves())
                    .allSatisfy(slave -> assertThat(slave.clock().status()).isEqualTo(ClockStatus.SYNCHRONIZED));
            assertClean(cluster);
        }
    }

    /**
     * Somebody holds back for 50 ms all that goes to one slave, from the beginning. No slave can see that: its clock is off by
     * half of it. But its bound says so.
     */
    @Test
    void aDelayOnOneWayShiftsAClockByHalfAndItsBoundSaysSo() {
        var cluster = cluster("delay-attack", Map.of(Setting.DURATION, "120s"), 1);
        run(cluster, 100);
        SimulatedSlave victim = cluster.slaves().get(0);
        ClusterReading reading = victim.clock().read();
        long shift = Math.abs(errorOf(cluster, victim));
        assertThat(shift).as("the shift").isBetween(24 * MILLI, 26 * MILLI);
        assertThat(reading.errorNanos()).as("the bound").isBetween(shift, 30 * MILLI);
        assertClean(cluster);
    }

    /** A delay that begins later is seen as a longer round trip: the earlier samples are better, as long as they last. */
    @Test
    void aDelayThatBeginsLaterIsWithinTheBoundAtEveryMoment() {
        var cluster = cluster("delay-attack", Map.of(Setting.FAULTS, "100s hold-from slave-1 50ms 10m"), 2);
        run(cluster, 700);
        assertClean(cluster);
    }

    @Test
    void whatIsReplayedChangesNothing() {
        var cluster = cluster("replay-attack", Map.of(), 1);
        run(cluster, 1000);
        assertClean(cluster);
        assertThat(cluster.slaves())
                .allSatisfy(
                        slave -> assertThat(Math.abs(errorOf(cluster, slave))).isLessThan(MILLI));
    }
}
