package io.campanile.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.clock.TimeInterval;
import io.campanile.simulator.node.Continuity;
import io.campanile.simulator.node.Keeper;
import io.campanile.simulator.node.SimulatedMaster;
import io.campanile.simulator.node.SimulatedSlave;
import io.campanile.simulator.scenario.Fault;
import io.campanile.simulator.scenario.Fault.Kind;
import io.campanile.simulator.scenario.Scenarios;
import io.campanile.simulator.scenario.Setting;
import io.campanile.simulator.world.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clusters above each other: every clock holds the root's time within what it says, however many masters are in between. */
class TreeSimulationTest {

    private static final Continuity UNBROKEN = new Continuity(0, 0, 0, 0, 0);

    /** By how much more a clock may gain in a second than in the one before: it is measured to microseconds, and pulled by 20 ppm. */
    private static final double LARGEST_JOLT_NANOS = 40_000;

    private static final List<Kind> FAULTS = List.of(
            Kind.STEP,
            Kind.SPEED,
            Kind.RAMP,
            Kind.SUSPEND,
            Kind.SLEEP,
            Kind.RESTART,
            Kind.CRASH,
            Kind.LEAVE,
            Kind.CUT,
            Kind.CUT_TO,
            Kind.CUT_FROM,
            Kind.CONGEST);

    /** The clocks and the network of the scenario {@code lan}; their wall clocks are up to a second apart. */
    private static Tree tree(long seed, List<Integer> fanOut) {
        return tree(seed, fanOut, Map.of());
    }

    private static Tree tree(long seed, List<Integer> fanOut, Map<Setting, String> settings) {
        var scenario = Scenarios.named(Scenarios.STANDARD)
                .orElseThrow()
                .with(Map.of(Setting.REFERENCE, "ensemble", Setting.WANDER, "1e-9", Setting.MASTER_WANDER, "1e-9"))
                .with(settings);
        return new Tree(scenario.parameters(), fanOut, new SplittableRandom(seed));
    }

    private static void holds(Tree tree, TreeWatch watch) {
        assertThat(watch.violations()).isEmpty();
        assertThat(tree.violations()).isEmpty();
        assertThat(tree.branches())
                .allSatisfy(branch -> assertThat(branch.history().continuity()).isEqualTo(UNBROKEN));
    }

    /**
     * Runs it until its clocks have come together, and for as long again.
     *
     * @return the worst difference between two slaves
     */
    private static double worstPair(List<Integer> fanOut, double seconds) {
        Tree tree = tree(1, fanOut);
        TreeWatch watch = new TreeWatch(tree);
        tree.run(seconds);
        watch.count();
        tree.run(2 * seconds);
        holds(tree, watch);
        return watch.pairs().most();
    }

    @Test
    void slavesOfManyMastersAreThreeTimesAsFarApartAtMostAsThoseOfOne() {
        double tree = worstPair(List.of(5, 5, 20), 120);
        double flat = worstPair(List.of(500), 120);

        assertThat(tree).isLessThan(3 * flat);
    }

    /** Minutes of CPU, so that it is asked for: {@code -Dcampanile.tree.full=true}. */
    @Test
    @EnabledIfSystemProperty(named = "campanile.tree.full", matches = "true")
    void tenThousandSlavesOfAHundredMastersAreThreeTimesAsFarApartAtMostAsThoseOfOne() {
        double tree = worstPair(List.of(10, 10, 100), 120);
        double flat = worstPair(List.of(10_000), 120);

        assertThat(tree).isLessThan(3 * flat);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aSubtreeGoesOnWhileTheRootIsAwayAndComesBackWithoutAStep(long seed) {
        Tree tree = tree(seed, List.of(6, 3, 4));
        TreeWatch watch = new TreeWatch(tree);
        tree.run(200);
        watch.count();

        tree.root().master().losePower();
        tree.run(380);
        tree.root().master().start();
        tree.run(680);

        holds(tree, watch);
        assertThat(watch.jolts().most()).isLessThan(LARGEST_JOLT_NANOS);
        assertThat(watch.distances().quantile(0.5)).isLessThan(20_000);
    }

    @Test
    void goesOnAsAnEnsembleOfItsOwnWhenTheParentsPromiseIsOver() {
        Tree tree = tree(4, List.of(2, 5));
        tree.run(120);
        tree.root().master().losePower();
        tree.run(1500);

        assertThat(tree.violations()).isEmpty();
        assertThat(slaves(tree))
                .allSatisfy(slave -> assertThat(slave.promised()).isNotNull());
    }

    private static List<SimulatedSlave> slaves(Tree tree) {
        return tree.branches().stream()
                .flatMap(branch -> branch.slaves().stream())
                .toList();
    }

    /** Processes that end and come back, networks that fail and are slow, clocks that jump and run wrong, machines that sleep: at any level. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void boundsHoldWhateverFails(long seed) {
        Tree tree = tree(seed, List.of(2, 2, 3));
        TreeWatch watch = new TreeWatch(tree);
        tree.plan(faults(tree, 30, new SplittableRandom(seed)));
        tree.run(300);

        assertThat(watch.violations()).as("seed %d", seed).isEmpty();
        assertThat(tree.violations()).as("seed %d", seed).isEmpty();
        assertThat(watch.looks()).as("clocks that are held to what they say").isGreaterThan(watch.excused());
    }

    private static List<Fault> faults(Tree tree, int count, RandomGenerator random) {
        List<String> names = tree.branches().stream()
                .flatMap(branch -> Stream.<Keeper>concat(branch.masters().stream(), branch.slaves().stream()))
                .map(Keeper::name)
                .toList();
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long at = random.nextLong(10_000_000_000L, 250_000_000_000L);
            long lasts = random.nextLong(1_000_000_000L, 60_000_000_000L);
            String who = names.get(random.nextInt(names.size()));
            Kind kind = FAULTS.get(random.nextInt(FAULTS.size()));
            double amount = switch (kind) {
                case STEP, SLEEP -> Math.pow(10, random.nextDouble(5, 9.5)) * (random.nextBoolean() ? 1 : -1);
                case SPEED -> random.nextBoolean() ? 5e7 : 2e6;
                case RAMP -> random.nextDouble(-500, 500);
                case CONGEST -> random.nextDouble(1e5, 1e7);
                default -> 0;
            };
            faults.add(new Fault(at, kind, who, amount, lasts));
            if (kind == Kind.SPEED) {
                faults.add(new Fault(at + lasts, kind, who, -amount, 0));
            }
        }
        return faults;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aGroupFailsOverBelowAMasterWhoseClockJumps(long seed) {
        Tree tree = tree(seed, List.of(2, 2, 4), Map.of(Setting.MASTERS, "3"));
        TreeWatch watch = new TreeWatch(tree);
        tree.run(150);
        Branch middle = tree.root().below().get(0);
        SimulatedMaster led = middle.master();
        SimulatedMaster root = tree.root().master();

        tree.plan(List.of(
                new Fault(151_200_000_000L, Kind.STEP, root.name(), 50_000_000, 0),
                new Fault(151_400_000_000L, Kind.CRASH, led.name(), 0, 60_000_000_000L)));
        tree.run(200);
        SimulatedMaster leads = middle.master();
        assertThat(leads).as("another one took over").isNotSameAs(led);
        assertThat(leads.leads()).isTrue();
        tree.run(300);

        assertThat(watch.violations()).as("seed %d", seed).isEmpty();
        assertThat(tree.violations()).as("seed %d", seed).isEmpty();
        assertThat(tree.branches())
                .allSatisfy(branch -> assertThat(branch.history().continuity().promisesBroken())
                        .isZero());
        assertThat(slaves(tree))
                .as("all follow the root's time again")
                .allSatisfy(slave -> assertThat(slave.rootsTime())
                        .isSameAs(tree.root().history().current()));
    }

    @Test
    void utcIsPassedDownAndAWrongClaimInASubtreeMovesNobody() {
        Tree tree = tree(5, List.of(2, 2, 3));
        TreeWatch watch = new TreeWatch(tree);
        Branch wrong = tree.root().below().get(0).below().get(0);
        List<Machine> know = Stream.<Keeper>concat(Stream.of(tree.root().master()), tree.root().mastersBelow().stream())
                .map(Keeper::machine)
                .toList();
        tree.tellUtc(know, 500_000);
        tree.run(200);

        assertThat(slaves(tree))
                .allSatisfy(slave -> assertThat(errorOfUtc(slave))
                        .as("the claim's half a millisecond, and what is not known of the clocks in between")
                        .isLessThan(2_500_000));

        SimulatedSlave liar = wrong.slaves().get(0);
        tree.tellUtc(List.of(liar.machine()), 500_000);
        liar.machine().clock().receiver().orElseThrow().err(50_000_000);
        tree.run(260);

        assertThat(wrong.slaves())
                .allSatisfy(slave -> assertThat(slave.clock().utc())
                        .as("the parent and the machine contradict each other")
                        .isEqualTo(TimeInterval.UNKNOWN));
        assertThat(wrong.master().lastRound().orElseThrow().report().utc().parentAgrees())
                .isFalse();
        assertThat(slaves(tree).stream().filter(slave -> !wrong.slaves().contains(slave)))
                .allSatisfy(slave -> assertThat(errorOfUtc(slave)).isLessThan(2_500_000));

        List<SimulatedSlave> right = wrong.slaves().subList(1, 3);
        tree.tellUtc(right.stream().map(SimulatedSlave::machine).toList(), 500_000);
        tree.run(320);

        assertThat(wrong.slaves())
                .as("three of four claims agree, the parent's among them")
                .allSatisfy(slave -> assertThat(errorOfUtc(slave)).isLessThan(2_500_000));
        holds(tree, watch);
    }

    private static long errorOfUtc(SimulatedSlave slave) {
        TimeInterval utc = slave.clock().utc();
        assertThat(utc).as("UTC at %s", slave.name()).isNotEqualTo(TimeInterval.UNKNOWN);
        return utc.errorNanos();
    }
}
