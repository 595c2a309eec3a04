package io.campanile.cli.demo;

import java.time.Duration;

/**
 * What to demonstrate of a group of masters.
 *
 * @param masters how many masters; 3 to 9
 * @param slaves how many slaves; 2 to 1000
 * @param round how often a round starts
 * @param killAfter when the leader is killed
 * @param duration how long it runs; at least ten seconds longer than that
 */
record GroupDemoOptions(int masters, int slaves, Duration round, Duration killAfter, Duration duration) {

    private static final int LEAST_MASTERS = 3;
    private static final int MOST_MASTERS = 9;
    private static final int MOST_SLAVES = 1000;
    private static final Duration LEAST_BEFORE = Duration.ofSeconds(5);

    GroupDemoOptions {
        require(
                masters >= LEAST_MASTERS && masters <= MOST_MASTERS,
                "--masters is %s; choose 1, or %s to %s".formatted(masters, LEAST_MASTERS, MOST_MASTERS));
        require(slaves >= 2 && slaves <= MOST_SLAVES, "--slaves is %s; choose 2 to %s".formatted(slaves, MOST_SLAVES));
        require(killAfter.compareTo(LEAST_BEFORE) >= 0, "--kill-after is out of its range; choose 5s or more");
        require(
                duration.compareTo(killAfter) > 0,
                "--duration ends before the leader is killed; choose more than --kill-after");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
