package io.campanile.simulator;

import io.campanile.clock.ClusterReading;
import io.campanile.core.Series;
import io.campanile.core.Units;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.simulator.node.Keeper;
import io.campanile.simulator.node.Truth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Looks at all clocks of a {@link Tree} every second, and holds them to the root's cluster time: what a clock says of its error must
 * hold that, too, however many masters are in between, unless one of their clocks did what no healthy clock does while that was measured.
 */
public final class TreeWatch {

    private static final int MOST_TOLD = 20;

    private final Tree tree;
    private final List<String> violations = new ArrayList<>();
    private final Map<Keeper, Pace> paces = new HashMap<>();
    private final Series pairs = new Series();
    private final Series distances = new Series();
    private final Series bounds = new Series();
    private final Series jolts = new Series();
    private final Map<Integer, Level> levels = new TreeMap<>();
    private long broken;
    private long looks;
    private long excused;
    private boolean counts;

    /**
     * How a clock ran.
     *
     * @param aheadNanos of true time, when it was last looked at
     * @param movedNanos by how much that had changed since the look before; 0 before there were two
     * @param looks how often it was looked at
     */
    private record Pace(long aheadNanos, long movedNanos, int looks) {}

    /**
     * The clocks of one level.
     *
     * @param errors how far they were from the root's time
     * @param bounds what they said of that
     */
    record Level(Series errors, Series bounds) {}

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
        long rootsTime = tree.root().history().current().nanos();
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (Branch branch : tree.branches()) {
            branch.masters().forEach(master -> hold(master, branch.depth(), rootsTime));
            for (Keeper slave : branch.slaves()) {
                hold(slave, branch.depth(), rootsTime);
                if (slave.machine().isRunning()
                        && slave.clock().read().timeline().everCorrected()) {
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

    private void hold(Keeper node, int depth, long rootsTime) {
        ClusterReading now = node.clock().read();
        if (!node.machine().isRunning() || !now.timeline().everCorrected()) {
            paces.remove(node);
            return;
        }
        long error = now.clusterNanos() - rootsTime;
        if (counts) {
            distances.add((double) error);
            level(depth).errors().add((double) error);
            pace(node, now.clusterNanos() - tree.time().now());
        }
        if (now.status() == ClockStatus.UNSYNCHRONIZED) {
            return;
        }
        if (counts) {
            bounds.add((double) now.errorNanos());
            level(depth).bounds().add((double) now.errorNanos());
        }
        Truth promised = node.rootsTime();
        if (promised == null) {
            excused++;
            return;
        }
        looks++;
        long off = now.clusterNanos() - promised.nanos();
        if (Math.abs(off) > now.errorNanos() && ++broken <= MOST_TOLD) {
            double seconds = (double) (tree.time().now() - Cluster.START_NANOS) / Units.SECOND_NANOS;
            violations.add(String.format(
                    Locale.ROOT,
                    "%.3f s: %s is %s ns off the root's time and says at most %s ns",
                    seconds,
                    node.name(),
                    off,
                    now.errorNanos()));
        }
    }

    private Level level(int depth) {
        return levels.computeIfAbsent(depth, none -> new Level(new Series(), new Series()));
    }

    private void pace(Keeper node, long ahead) {
        Pace before = paces.getOrDefault(node, new Pace(ahead, 0, 0));
        long moved = ahead - before.aheadNanos();
        if (before.looks() > 1) {
            jolts.add((double) (moved - before.movedNanos()));
        }
        paces.put(node, new Pace(ahead, moved, before.looks() + 1));
    }

    /** Which clocks were further from the root's time than they said, in words: the first ones. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** How often a synchronized clock was looked at, and held to what it says. */
    public long looks() {
        return looks;
    }

    /** How often one was not, since it or a master's in between had broken its word. */
    public long excused() {
        return excused;
    }

    /** How often a clock was further from the root's time than it said. */
    public long broken() {
        return broken;
    }

    /** How far the clocks of each level were from the root's time, and what they said of it, by how many clusters are above them. */
    Map<Integer, Level> levels() {
        return Collections.unmodifiableMap(levels);
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

    /** By how much more each clock gained on true time in a second than in the one before: a step would be one. */
    public Series jolts() {
        return jolts;
    }
}
