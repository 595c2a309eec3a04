package io.campanile.cli.demo;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What to demonstrate.
 *
 * @param slaves how many slaves, liars included; 1 to 1000
 * @param liars how many of them lie; fewer than half of the clocks
 * @param maxOffset how far their clocks are off at most
 * @param maxDriftPpb how fast they drift at most, in ppb
 * @param round how often a round starts
 * @param duration how long it runs; null for until Ctrl-C
 * @param seed decides who is how wrong
 * @param tls whether the master and its slaves prove who they are
 */
record DemoOptions(
        int slaves,
        int liars,
        Duration maxOffset,
        double maxDriftPpb,
        Duration round,
        @Nullable Duration duration,
        long seed,
        boolean tls) {

    private static final int MAX_SLAVES = 1000;
    private static final Duration MAX_OFFSET = Duration.ofSeconds(500);
    private static final double MAX_DRIFT_PPB = 500_000;

    DemoOptions {
        require(slaves >= 1 && slaves <= MAX_SLAVES, "--slaves is " + slaves + "; choose 1 to " + MAX_SLAVES);
        // The master is a clock, too.
        require(
                liars >= 0 && 2 * liars < slaves + 1,
                "--liars is " + liars + "; fewer than half of the clocks may lie, so choose 0 to " + slaves / 2);
        require(
                !maxOffset.isNegative() && maxOffset.compareTo(MAX_OFFSET) <= 0,
                "--max-offset is out of its range; choose 0s to 500s");
        require(
                maxDriftPpb >= 0 && maxDriftPpb <= MAX_DRIFT_PPB,
                "--max-drift is out of its range; choose 0 to 500ppm");
        require(duration == null || !duration.isNegative(), "--duration is negative");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
