package io.campanile.simulator;

import io.campanile.simulator.report.SimulationResult;
import io.campanile.simulator.scenario.Parameters;
import io.campanile.simulator.scenario.RandomFaults;
import io.campanile.simulator.scenario.Scenario;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/**
 * Runs a whole cluster in virtual time. The same scenario and seed give the same result, to the last bit.
 *
 * <p>Any thread; every run is on its own.
 */
public final class Simulation {

    private static final int STEPS = 100;

    private Simulation() {}

    /** One run. */
    public static SimulationResult run(Scenario scenario, long seed) {
        return run(scenario, seed, step -> {});
    }

    /**
     * Several runs, with the seeds from the first upwards, on all processors.
     *
     * @param progress is told, from any thread, each time another percent of a run is done
     * @throws IllegalArgumentException if the scenario is about somebody that there is not
     */
    public static SimulationResult run(Scenario scenario, long firstSeed, int runs, Runnable progress) {
        List<SimulationResult> results = LongStream.range(firstSeed, firstSeed + runs)
                .parallel()
                .mapToObj(seed -> run(scenario, seed, step -> progress.run()))
                .toList();
        return SimulationResult.of(results);
    }

    /** How often {@link #run(Scenario, long, int, Runnable)} tells of progress in a run. */
    public static int stepsOfARun() {
        return STEPS;
    }

    private static SimulationResult run(Scenario scenario, long seed, LongConsumer progress) {
        Parameters parameters = scenario.parameters();
        SplittableRandom random = new SplittableRandom(seed);
        if (!parameters.tree().isEmpty()) {
            return runTree(scenario, seed, random, progress);
        }
        double repeats = 0;
        if (parameters.faults().random()) {
            parameters = RandomFaults.draw(parameters, random.split());
            repeats = RandomFaults.REPEATS;
        }
        Cluster cluster = new Cluster(parameters, repeats, random);
        new FaultInjector(cluster).plan(parameters.faults().list());
        Recorder recorder = new Recorder(cluster, parameters.warmUpNanos());
        run(scenario, seed, until -> cluster.time().run(until, cluster.witness()::look), progress);
        return recorder.result(scenario.command(seed));
    }

    private static SimulationResult runTree(
            Scenario scenario, long seed, SplittableRandom random, LongConsumer progress) {
        Parameters parameters = scenario.parameters();
        Tree tree = new Tree(parameters, parameters.tree(), random);
        tree.plan(parameters.faults().list());
        TreeRecorder recorder = new TreeRecorder(tree, parameters.warmUpNanos());
        run(scenario, seed, until -> tree.time().run(until, () -> {}), progress);
        return recorder.result(scenario.command(seed));
    }

    private static void run(Scenario scenario, long seed, LongConsumer runUntil, LongConsumer progress) {
        try {
            for (long step = 1; step <= STEPS; step++) {
                long until = scenario.parameters().durationNanos() / STEPS * step;
                runUntil.accept(Cluster.START_NANOS + until);
                progress.accept(step);
            }
        } catch (RuntimeException e) {
            throw new IllegalStateException("repeat it with " + scenario.command(seed), e);
        }
    }
}
