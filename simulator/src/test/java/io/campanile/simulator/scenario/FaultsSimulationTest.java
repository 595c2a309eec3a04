package io.campanile.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.filter.ClockFilter;
import io.campanile.simulator.Cluster;
import io.campanile.simulator.FaultInjector;
import io.campanile.simulator.Simulation;
import io.campanile.simulator.check.Violations.Kind;
import io.campanile.simulator.node.Continuity;
import io.campanile.simulator.node.SimulatedSlave;
import io.campanile.simulator.world.VirtualClock;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong, and what must never follow. */
class FaultsSimulationTest {

    /**
     * Of the runs: in so many cluster time may leave its timeline, in each way that {@link Continuity} names. In such a run
     * the faults leave too few clocks to tell. In the first thousand runs it was founded a second time in 0.6 %, usurped in
     * 2.1 % and slipped in 3.3 %.
     */
    private static final double MOST_FOUNDED_AGAIN = 0.02;

    private static final double MOST_USURPED = 0.04;
    private static final double MOST_SLIPPED = 0.06;

    private static final long SECOND = 1_000_000_000L;

    private static Scenario named(String name) {
        return Scenarios.named(name).orElseThrow();
    }

    private static Cluster cluster(Scenario scenario, long seed) {
        var cluster = new Cluster(scenario.parameters(), 0, new SplittableRandom(seed));
        new FaultInjector(cluster).plan(scenario.parameters().faults().list());
        return cluster;
    }

    private static void run(Cluster cluster, long untilSecond) {
        cluster.time().run(Cluster.START_NANOS + untilSecond * SECOND, cluster.witness()::look);
    }

    /** Cluster time minus true time. */
    private static long truth(Cluster cluster) {
        long local = cluster.master().machine().clock().nanos();
        return cluster.master().clusterTime().orElseThrow().at(local)
                - cluster.time().now();
    }

    private static long errorOf(Cluster cluster, int slave) {
        return cluster.slaves().get(slave - 1).clock().nanos() - cluster.time().now() - truth(cluster);
    }

    @Test
    void randomMixesOfAllFaultsBreakNoInvariant() {
        new RandomRuns(named("random-faults"), MOST_FOUNDED_AGAIN, MOST_USURPED, MOST_SLIPPED)
                .assertThatNoInvariantBreaks();
    }

    @ParameterizedTest
    @ValueSource(longs = {8, 9, 10, 11, 12, 13, 14, 15})
    void sameSeedGivesTheSameResultToTheLastBit(long seed) {
        RandomRuns.assertThatASeedRepeatsARun(named("random-faults"), seed);
    }

    @Test
    void aFailureSaysHowToRepeatIt() {
        var scenario =
                named("lan").with(Map.of(Setting.DURATION, "200s", Setting.FAULTS, "100s ramp slave-1 900ppm 1s"));
        var result = Simulation.run(scenario, 5, 2, () -> {});
        assertThat(result.violations().get(0))
                .matches(".*slave-1 is off by .*; repeat it with campanile simulate --duration 200s"
                        + " --faults '100s ramp slave-1 900ppm 1s' --seed 5");
    }

    @Test
    void severalRunsAreTheMediansOfEach() {
        var brief = named("lan").with(Map.of(Setting.DURATION, "200s"));
        double[] rms = LongStream.of(4, 5, 6)
                .mapToDouble(seed -> Simulation.run(brief, seed).figures().rmsErrorNanos())
                .sorted()
                .toArray();
        assertThat(Simulation.run(brief, 4, 3, () -> {}).figures().rmsErrorNanos())
                .isEqualTo(rms[1]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"spread:10m", "spread:10ms", "random:1s", "two-faced:1m", "1h", "growing:300us", "pretended:1m"})
    void twoLiarsOfFiveAreSurvived(String lie) {
        var result = Simulation.run(named("two-liars").with(Map.of(Setting.LIE, lie)), 3);
        assertThat(result.violations()).isEmpty();
        assertThat(result.figures().maxErrorNanos()).isLessThan(10_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void threeLiarsOfFiveWhoDisagreeAreRefusedAndTheReportSaysWhy(long seed) {
        var result = Simulation.run(named("three-liars"), seed);
        assertThat(result.refusedRounds()).isGreaterThan(1_700);
        assertThat(result.why()).contains("no majority of the 6 clocks");
        assertThat(result.figures().rmsErrorNanos()).as("nobody was corrected").isNaN();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aSuspendedSlaveIsSteppedWhenItComesBackAndNeverAveraged(long seed) {
        var cluster = cluster(named("suspended-slave"), seed);
        run(cluster, 599);
        long before = truth(cluster);
        run(cluster, 1_199);
        assertThat(errorOf(cluster, 1)).isBetween(-601 * SECOND, -597 * SECOND);
        run(cluster, 1_260);
        assertThat(Math.abs(errorOf(cluster, 1))).as("back in time").isLessThan(1_000_000);
        assertThat(Math.abs(truth(cluster) - before))
                .as("what cluster time drifts")
                .isLessThan(SECOND / 10);
        assertThat(Math.abs(errorOf(cluster, 2))).isLessThan(10_000);
        assertThat(cluster.witness().violations().told()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aSlaveThatSleptIsNeverWrongAndBackWithinSomeRounds(long seed) {
        // Its clock is seven seconds behind when it wakes up.
        var cluster = cluster(
                named("lan").with(Map.of(Setting.REFERENCE, "ensemble", Setting.FAULTS, "100s sleep slave-1 -7s 6s")),
                seed);
        run(cluster, 105);
        SimulatedSlave slave = cluster.slaves().get(0);

        run(cluster, 110);

        assertThat(Math.abs(errorOf(cluster, 1))).isLessThan(1_000_000);
        assertThat(slave.clock().status()).isEqualTo(ClockStatus.SYNCHRONIZED);
        assertThat(cluster.witness().violations().told()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aMasterThatSleptTakesTheTimeOverFromItsOneSlave(long seed) {
        var cluster = cluster(
                named("lan")
                        .with(Map.of(
                                Setting.SLAVES, "1",
                                Setting.REFERENCE, "ensemble",
                                Setting.FAULTS, "100s sleep master 0s 10s")),
                seed);
        run(cluster, 99);
        long before = truth(cluster);

        run(cluster, 125);

        assertThat(Math.abs(truth(cluster) - before)).as("cluster time went on").isLessThan(10_000_000);
        assertThat(Math.abs(errorOf(cluster, 1))).isLessThan(1_000_000);
        assertThat(cluster.slaves().get(0).clock().status()).isEqualTo(ClockStatus.SYNCHRONIZED);
        assertThat(cluster.witness().violations().told()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aMemberThatRunsFivePercentFastIsRejectedByName(long seed) {
        var result = Simulation.run(named("fast-member"), seed);
        assertThat(result.rejected()).containsExactly("slave-1");
        assertThat(result.figures().maxErrorNanos()).as("the others").isLessThan(20_000);
        assertThat(result.violations()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"crash, 3", "restart, 2", "leave, 2"})
    void aSlaveThatIsGoneIsGivenUpAtOnceOrWhenItWasSilentForLong(String how, int membersAtFirst) {
        var scenario = named("lan")
                .with(Map.of(
                        Setting.REFERENCE, "ensemble",
                        Setting.DURATION, "200s",
                        Setting.FAULTS, "100s %s slave-1 60s".formatted(how)));
        var cluster = cluster(scenario, 1);
        run(cluster, 105);
        assertThat(membersOf(cluster)).isEqualTo(membersAtFirst);
        run(cluster, 115);
        assertThat(membersOf(cluster)).isEqualTo(2);
        run(cluster, 165);
        assertThat(membersOf(cluster)).as("it is back").isEqualTo(3);
        assertThat(cluster.witness().violations().told()).isEmpty();
    }

    private static int membersOf(Cluster cluster) {
        return cluster.master().lastRound().orElseThrow().report().members();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aMasterThatRestartsMovesNobody(long seed) {
        var cluster = cluster(named("master-restart"), seed);
        run(cluster, 600);
        long before = truth(cluster);
        run(cluster, 660);
        // 1 ppm over a minute is what the rate may differ by.
        assertThat(Math.abs(truth(cluster) - before)).isLessThan(60 * 110_000);
        run(cluster, 900);
        assertThat(Math.abs(errorOf(cluster, 1))).isLessThan(10_000);
        assertThat(cluster.witness().violations().told()).isEmpty();
    }

    /** All are measured badly as cluster time is founded; when the network is quiet again they find out. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aClusterThatIsFoundedInACongestionComesTogether(long seed) {
        var result = Simulation.run(
                named("lan")
                        .with(Map.of(
                                Setting.SLAVES, "20",
                                Setting.BURST, "4",
                                Setting.REFERENCE, "ensemble",
                                Setting.DURATION, "100s",
                                Setting.FAULTS, "0s congest all 50ms 3s")),
                seed);
        assertThat(result.refusedRounds()).isZero();
        assertThat(result.figures().maxErrorNanos()).isLessThan(200_000);
        assertThat(result.violations()).isEmpty();
    }

    @Test
    void aMasterWhoseOwnClockJumpsFollowsItsSlaves() {
        var scenario = named("lan")
                .with(Map.of(
                        Setting.SLAVES, "5",
                        Setting.REFERENCE, "ensemble",
                        Setting.DURATION, "600s",
                        Setting.FAULTS, "300s step master 5s"));
        var cluster = cluster(scenario, 1);
        run(cluster, 299);
        long before = truth(cluster);
        run(cluster, 310);
        assertThat(Math.abs(truth(cluster) - before)).isLessThan(11 * 110_000);
        assertThat(cluster.witness().violations().told()).isEmpty();
    }

    /** Two steps within a round, each less than a round trip: the first one is seen, the second one is not. */
    @Test
    void aClockThatJumpsUnseenPromisesNothingUntilItIsForgotten() {
        var scenario = named("lan").with(Map.of(Setting.DELAY, "20ms"));
        var cluster = cluster(scenario, 1);
        SimulatedSlave slave = cluster.slaves().get(0);
        VirtualClock clock = slave.machine().clock();
        run(cluster, 100);
        assertThat(slave.promised()).isEqualTo(cluster.master().truth());
        clock.step(60_000_000);
        run(cluster, 102);
        assertThat(slave.promised()).as("measured anew").isNotNull();
        clock.step(15_000_000);
        run(cluster, 103);
        assertThat(slave.promised()).isNull();
        run(cluster, 102 + ClockFilter.MEMORY - 2);
        assertThat(slave.promised()).as("an exchange of before still counts").isNull();
        run(cluster, 102 + ClockFilter.MEMORY + 2);
        assertThat(slave.promised()).isNotNull();
        assertThat(cluster.witness().violations().told()).isEmpty();
    }

    @Test
    void theWitnessSeesAClockThatIsFurtherOffThanItSays() {
        var cluster = cluster(named("lan"), 1);
        run(cluster, 100);
        // Nobody told the witness that this is beyond the wander limit.
        cluster.slaves().get(1).machine().clock().ramp(900_000, 1);
        run(cluster, 102);
        assertThat(cluster.witness().violations().count(Kind.BOUND)).isPositive();
        assertThat(cluster.witness().violations().told().get(0)).contains("slave-2 is off by");
    }

    @Test
    void theWitnessSeesAClockGoBack() {
        var cluster = cluster(named("lan"), 1);
        run(cluster, 100);
        cluster.slaves().get(2).machine().clock().step(-1_000);
        cluster.witness().look();
        assertThat(cluster.witness().violations().count(Kind.BACKWARD)).isEqualTo(1);
        assertThat(cluster.witness().violations().told().get(0)).contains("slave-3 went back by 1000 ns");
    }
}
