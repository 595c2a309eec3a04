package io.campanile.simulator.report;

import io.campanile.core.Series;
import io.campanile.simulator.node.Continuity;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What came of a run, or of several.
 *
 * @param figures what was measured; over several runs, medians
 * @param boundViolations looks at a clock that was further off than it said; over several runs, the sum
 * @param backwardReadings looks at a clock that had gone back; over several runs, the sum
 * @param otherViolations corrections obeyed out of order, rounds that did not come, and cluster time outside the honest
 *     clocks' range; over several runs, the sum
 * @param looks how often an honest slave's clock that is not unsynchronized was looked at; over several runs, the sum
 * @param excused how often it could not be held to its bound then, because its clock or the master's had broken its word
 *     before; over several runs, the sum
 * @param continuity how cluster time went on; over several runs, all together
 * @param rejected whom the last round left out; over several runs, whom at least half of them did
 * @param refusedRounds rounds that corrected nobody because no majority or too few agreed; over several runs, the median
 * @param why the last round's reason, in a sentence; over several runs, the first one's
 * @param violations the first violations, each with its moment
 * @param command what to type to see it again
 * @param trace how it went; over several runs, the first one
 * @param levels the levels of a tree, the root's first; over several runs, medians; none of a cluster that stands alone
 */
public record SimulationResult(
        Figures figures,
        long boundViolations,
        long backwardReadings,
        long otherViolations,
        long looks,
        long excused,
        Continuity continuity,
        List<String> rejected,
        long refusedRounds,
        String why,
        List<String> violations,
        String command,
        Trace trace,
        List<Level> levels) {

    /** Whether every invariant held. */
    public boolean isClean() {
        return boundViolations + backwardReadings + otherViolations == 0;
    }

    /** Several runs in one. */
    public static SimulationResult of(List<SimulationResult> runs) {
        if (runs.size() == 1) {
            return runs.get(0);
        }
        SimulationResult first = runs.get(0);
        return new SimulationResult(
                Figures.medians(runs.stream().map(SimulationResult::figures).toList()),
                runs.stream().mapToLong(SimulationResult::boundViolations).sum(),
                runs.stream().mapToLong(SimulationResult::backwardReadings).sum(),
                runs.stream().mapToLong(SimulationResult::otherViolations).sum(),
                runs.stream().mapToLong(SimulationResult::looks).sum(),
                runs.stream().mapToLong(SimulationResult::excused).sum(),
                Continuity.sum(runs.stream().map(SimulationResult::continuity).toList()),
                mostRejected(runs),
                Math.round(Series.median(runs.stream()
                        .mapToDouble(r -> (double) r.refusedRounds())
                        .toArray())),
                first.why(),
                runs.stream()
                        .flatMap(r -> r.violations().stream().map(v -> v + "; repeat it with " + r.command()))
                        .toList(),
                first.command(),
                first.trace(),
                Level.medians(runs.stream().map(SimulationResult::levels).toList()));
    }

    private static List<String> mostRejected(List<SimulationResult> runs) {
        return runs.stream()
                .flatMap(r -> r.rejected().stream().distinct())
                .collect(Collectors.groupingBy(name -> name, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(e -> 2 * e.getValue() >= runs.size())
                .map(java.util.Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
