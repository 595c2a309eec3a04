package io.campanile.simulator;

import io.campanile.core.Units;
import io.campanile.core.ensemble.Rejection;
import io.campanile.simulator.check.InvariantChecker;
import io.campanile.simulator.check.Violations.Kind;
import io.campanile.simulator.node.Continuity;
import io.campanile.simulator.node.SimulatedSlave;
import io.campanile.simulator.report.Figures;
import io.campanile.simulator.report.Level;
import io.campanile.simulator.report.SimulationResult;
import io.campanile.simulator.report.Trace;
import java.util.ArrayList;
import java.util.List;

/**
 * What comes of a {@link Tree}: how far its clocks are from the root's time, once a second, and from each other. What is known of
 * single clusters alone is NaN.
 */
final class TreeRecorder {

    private final Tree tree;
    private final TreeWatch watch;
    private final List<SimulatedSlave> slaves;
    private final List<double[]> trace = new ArrayList<>();

    TreeRecorder(Tree tree, long warmUpNanos) {
        this.tree = tree;
        this.watch = new TreeWatch(tree);
        this.slaves = tree.branches().stream()
                .flatMap(branch -> branch.slaves().stream())
                .toList();
        tree.time().at(Cluster.START_NANOS + warmUpNanos, watch::count);
        plan();
    }

    private void plan() {
        tree.time().at(tree.time().now() + Units.SECOND_NANOS, () -> {
            long rootsTime = tree.root().history().current().nanos();
            trace.add(slaves.stream()
                    .mapToDouble(slave -> slave.rootsTime() == null
                            ? Double.NaN
                            : (double) (slave.clock().nanos() - rootsTime))
                    .toArray());
            plan();
        });
    }

    SimulationResult result(String command) {
        List<String> told = new ArrayList<>(watch.violations());
        told.addAll(tree.violations());
        List<String> rejected = tree.branches().stream()
                .flatMap(branch -> branch.master().lastRound().stream())
                .flatMap(round -> round.report().rejections().stream())
                .map(Rejection::slave)
                .sorted()
                .toList();
        return new SimulationResult(
                new Figures(
                        watch.distances().rms(),
                        watch.distances().quantile(0.99),
                        watch.distances().most(),
                        watch.pairs().rms(),
                        watch.pairs().most(),
                        Double.NaN,
                        Double.NaN,
                        Double.NaN,
                        watch.bounds().quantile(0.5),
                        watch.bounds().quantile(0.99),
                        Double.NaN),
                watch.broken() + count(Kind.BOUND),
                count(Kind.BACKWARD),
                count(Kind.OTHER),
                watch.looks(),
                watch.excused(),
                Continuity.sum(tree.branches().stream()
                        .map(branch -> branch.history().continuity())
                        .toList()),
                rejected,
                0,
                tree.root()
                        .master()
                        .lastRound()
                        .map(round -> round.report().why())
                        .orElse(""),
                told,
                command,
                new Trace(slaves.stream().map(SimulatedSlave::name).toList(), List.copyOf(trace)),
                watch.levels().entrySet().stream()
                        .map(level -> new Level(
                                level.getKey(),
                                level.getValue().errors().rms(),
                                level.getValue().errors().most(),
                                level.getValue().bounds().quantile(0.5)))
                        .toList());
    }

    private long count(Kind kind) {
        return tree.branches().stream()
                .map(Branch::witness)
                .map(InvariantChecker::violations)
                .mapToLong(violations -> violations.count(kind))
                .sum();
    }
}
