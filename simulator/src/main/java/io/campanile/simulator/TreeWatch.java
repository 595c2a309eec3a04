package io.campanile.simulator;

import io.campanile.clock.ClusterReading;
import io.campanile.core.Series;
import io.campanile.core.Units;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.simulator.node.Keeper;
import io.campanile.simulator.node.Truth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at all clocks of a {@link Tree} every second, and holds them to the root's cluster time: what a clock says of its error must
 * hold that, too, however many masters are in between.
 */
public final class TreeWatch {

    private static final int MOST_TOLD = 20;

    private final Tree tree;
    private final List<String> violations = new ArrayList<>();
    private final Map<Keeper, Long> ahead = new HashMap<>();
    private final Series pairs = new Series();
    private final Series distances = new Series();
    private final Series bounds = new Series();
    private final Series moves = new Series();
    private long looks;
    private boolean counts;

    /** Begins to look. */
    public TreeWatch(Tree tree) {
        this.tree = tree;
        plan();
    }

    private void plan() {
        tree.time().at(tree.time().now() + Units.SECOND_NANOS, () -> {
            look();
            plan();
        });
    }

    /** From now on its figures are taken: the clocks have come together. */
    public void count() {
        counts = true;
    }

    private void look() {
        Truth truth = tree.root().history().current();
        long rootsTime = truth.nanos();
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (Branch branch : tree.branches()) {
            hold(branch.master(), rootsTime);
            for (Keeper slave : branch.slaves()) {
                hold(slave, rootsTime);
                if (slave.machine().isRunning() && slave.clock().read().timeline().everCorrected()) {
                    double error = (double) (slave.clock().nanos() - rootsTime);
                    least = Math.min(least, error);
                    greatest = Math.max(greatest, error);
                }
            }
        }
        if (counts && greatest >= least) {
            pairs.add(greatest - least);
        }
    }

    private void hold(Keeper node, long rootsTime) {
        if (!node.machine().isRunning()) {
            ahead.remove(node);
            return;
        }
        ClusterReading now = node.clock().read();
        long error = now.clusterNanos() - rootsTime;
        if (counts) {
            distances.add((double) error);
            Long before = ahead.put(node, error);
            if (before != null) {
                moves.add((double) (error - before));
            }
        }
        if (now.status() == ClockStatus.UNSYNCHRONIZED) {
            return;
        }
        looks++;
        if (counts) {
            bounds.add((double) now.errorNanos());
        }
        if (Math.abs(error) > now.errorNanos() && violations.size() < MOST_TOLD) {
            violations.add("%.3f s: %s is %s ns off the root's time and says at most %s ns"
                    .formatted(
                            (double) (tree.time().now() - Cluster.START_NANOS) / Units.SECOND_NANOS,
                            node.name(),
                            error,
                            now.errorNanos()));
        }
    }

    /** Which clocks were further from the root's time than they said, in words: the first ones. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** How often a synchronized clock was looked at. */
    public long looks() {
        return looks;
    }

    /** The greatest difference between two slaves, each second, in nanoseconds. */
    public Series pairs() {
        return pairs;
    }

    /** How far each clock was from the root's time. */
    public Series distances() {
        return distances;
    }

    /** What each clock said of that. */
    public Series bounds() {
        return bounds;
    }

    /** By how much each clock moved against the root's time in a second. */
    public Series moves() {
        return moves;
    }
}
