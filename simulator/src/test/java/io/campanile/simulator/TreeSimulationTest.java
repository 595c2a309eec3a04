package io.campanile.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.simulator.node.Continuity;
import io.campanile.simulator.node.SimulatedSlave;
import io.campanile.simulator.scenario.Scenarios;
import io.campanile.simulator.scenario.Setting;
import io.campanile.simulator.world.VirtualTime;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clusters above each other: every clock holds the root's time within what it says, however many masters are in between. */
class TreeSimulationTest {

    private static final Continuity UNBROKEN = new Continuity(0, 0, 0, 0, 0);

    /** By how much more a clock may gain in a second than in the one before: it is measured to microseconds, and pulled by 20 ppm. */
    private static final double LARGEST_JOLT_NANOS = 40_000;

    /** The clocks and the network of the scenario {@code lan}; their wall clocks are up to a second apart. */
    private static Tree tree(long seed, List<Integer> fanOut) {
        var scenario = Scenarios.named(Scenarios.STANDARD)
                .orElseThrow()
                .with(Map.of(Setting.REFERENCE, "ensemble", Setting.WANDER, "1e-9", Setting.MASTER_WANDER, "1e-9"));
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

    /** Processes that end and come back, and networks that fail and are slow, at any level. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void boundsHoldWhateverFails(long seed) {
        Tree tree = tree(seed, List.of(2, 2, 3));
        TreeWatch watch = new TreeWatch(tree);
        RandomGenerator random = new SplittableRandom(seed);
        for (int i = 0; i < 30; i++) {
            fail(tree, random);
        }
        tree.run(300);

        assertThat(watch.violations()).as("seed %d", seed).isEmpty();
        assertThat(tree.violations()).as("seed %d", seed).isEmpty();
    }

    private static void fail(Tree tree, RandomGenerator random) {
        long at = Cluster.START_NANOS + random.nextLong(10_000_000_000L, 250_000_000_000L);
        long until = at + random.nextLong(1_000_000_000L, 60_000_000_000L);
        Branch branch = tree.branches().get(random.nextInt(tree.branches().size()));
        VirtualTime time = tree.time();
        List<SimulatedSlave> slaves = slaves(tree);
        SimulatedSlave slave = slaves.get(random.nextInt(slaves.size()));
        SimulatedSlave link = tree.links().get(random.nextInt(tree.links().size()));
        switch (random.nextInt(5)) {
            case 0 -> {
                time.at(at, () -> ifUp(branch.master().machine().isUp(), branch.master()::crash));
                time.at(until, () -> ifUp(!branch.master().machine().isUp(), branch.master()::start));
            }
            case 1 -> {
                time.at(at, () -> ifUp(slave.machine().isUp(), slave::crash));
                time.at(until, () -> ifUp(!slave.machine().isUp(), slave::start));
            }
            case 2 ->
                link.wires().forEach(wire -> {
                    time.at(at, wire.toMaster()::cut);
                    time.at(at, wire.toSlave()::cut);
                    time.at(until, wire.toMaster()::mend);
                    time.at(until, wire.toSlave()::mend);
                });
            case 3 -> congest(time, link, at, until, random.nextDouble(1e5, 1e7));
            default -> congest(time, slave, at, until, random.nextDouble(1e5, 1e7));
        }
    }

    private static void congest(VirtualTime time, SimulatedSlave slave, long at, long until, double meanNanos) {
        slave.wires().forEach(wire -> {
            time.at(at, () -> wire.congest(meanNanos));
            time.at(until, () -> wire.congest(0));
        });
    }

    private static void ifUp(boolean holds, Runnable work) {
        if (holds) {
            work.run();
        }
    }
}
