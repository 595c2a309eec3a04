package io.campanile.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.simulator.Simulation;
import io.campanile.simulator.node.Continuity;
import io.campanile.simulator.report.SimulationResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/**
 * Many runs of a scenario whose faults are drawn from the seed. In none may an invariant break; and in a run that leaves the
 * timeline, in one of the ways that {@link Continuity} names, the faults leave too few clocks to tell.
 *
 * @param mostFoundedAgain the share of runs in which time may be founded a second time
 * @param mostUsurped the same for a time that is usurped
 * @param mostSlipped the same for one that slips
 */
public record RandomRuns(Scenario scenario, double mostFoundedAgain, double mostUsurped, double mostSlipped) {

    private static final long FIRST_SEED = Long.getLong("campanile.seed", 1);
    private static final long SEEDS = Long.getLong("campanile.seeds", 1000);

    /** Of the looks at an honest synchronized clock. A witness that excuses everything sees no violation. */
    private static final double MOST_EXCUSED = 0.05;

    /** Runs them all. */
    public void assertThatNoInvariantBreaks() {
        LongAdder looks = new LongAdder();
        LongAdder excused = new LongAdder();
        List<Continuity> left = Collections.synchronizedList(new ArrayList<>());
        List<String> violations = LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS)
                .parallel()
                .mapToObj(seed -> Simulation.run(scenario, seed))
                .peek(result -> {
                    looks.add(result.looks());
                    excused.add(result.excused());
                    left.add(result.continuity());
                })
                .filter(result -> !result.isClean())
                .map(result -> result.violations().get(0) + "; repeat it with " + result.command())
                .limit(10)
                .toList();
        assertThat(violations).as("of %d seeds from %d", SEEDS, FIRST_SEED).isEmpty();
        assertThat((double) excused.sum())
                .as("looks in which nothing was asked, of %s", looks)
                .isLessThan(MOST_EXCUSED * (double) looks.sum());
        assertThat(share(left, Continuity::foundedAgain))
                .as("runs that founded a second time")
                .isLessThan(mostFoundedAgain);
        assertThat(share(left, Continuity::usurped))
                .as("runs in which a time was usurped")
                .isLessThan(mostUsurped);
        assertThat(share(left, Continuity::slipped))
                .as("runs in which it slipped")
                .isLessThan(mostSlipped);
    }

    /** Of these runs, in how many this happened. */
    private static double share(List<Continuity> runs, ToLongFunction<Continuity> count) {
        return (double) runs.stream().filter(run -> count.applyAsLong(run) > 0).count() / runs.size();
    }

    /** Runs a scenario twice, and once with the next seed. */
    public static void assertThatASeedRepeatsARun(Scenario scenario, long seed) {
        List<String> first = told(Simulation.run(scenario, seed));
        assertThat(told(Simulation.run(scenario, seed))).isEqualTo(first);
        assertThat(told(Simulation.run(scenario, seed + 1))).isNotEqualTo(first);
    }

    /** All that a run tells. */
    private static List<String> told(SimulationResult result) {
        List<String> told = new ArrayList<>();
        result.trace().errorsNanos().forEach(row -> told.add(Arrays.toString(row)));
        told.add("%s %s looks, %s excused, %s rounds refused, %s, %s"
                .formatted(
                        result.figures(),
                        result.looks(),
                        result.excused(),
                        result.refusedRounds(),
                        result.rejected(),
                        result.why()));
        return told;
    }
}
