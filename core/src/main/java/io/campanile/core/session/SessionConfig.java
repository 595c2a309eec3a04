package io.campanile.core.session;

import io.campanile.core.Quantity;
import io.campanile.core.Units;
import io.campanile.core.filter.FilterLimits;

/**
 * How a master talks to each slave.
 *
 * @param roundNanos how often a round starts; 10 ms to 1 h. Raising it costs less and leaves longer for errors to grow
 * @param idleNanos after how long without a message either end gives the other up; at least a round
 * @param filter what is taken for granted about oscillators
 */
public record SessionConfig(long roundNanos, long idleNanos, FilterLimits filter) {

    /** The shortest round. */
    public static final long MIN_ROUND_NANOS = Units.SECOND_NANOS / 100;

    /** The longest round. */
    public static final long MAX_ROUND_NANOS = 3600 * Units.SECOND_NANOS;

    /** A round a second; a silent peer is given up after ten. */
    public static final SessionConfig DEFAULT =
            new SessionConfig(Units.SECOND_NANOS, 10 * Units.SECOND_NANOS, FilterLimits.DEFAULT);

    /** Whatever the round: so much is no flood. */
    private static final int LEAST_BACKLOG = 64;

    private static final int MOST_BACKLOG = 10_000;

    /** In a round, a slave that is held up is sent the next burst's first probe and a correction. */
    private static final int BACKLOG_PER_ROUND = 2;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public SessionConfig {
        Quantity.requireDuration(
                roundNanos >= MIN_ROUND_NANOS && roundNanos <= MAX_ROUND_NANOS, "round", roundNanos, "10 ms to 1 h");
        Quantity.requireDuration(idleNanos >= roundNanos, "idle time", idleNanos, "at least a round");
    }

    /** How many messages may come at once after an end was held up, and are no flood: what piles up within the idle time. */
    int backlog() {
        return backlog(roundNanos, idleNanos);
    }

    static int backlog(long roundNanos, long idleNanos) {
        long rounds = Math.min(MOST_BACKLOG, idleNanos / roundNanos);
        return (int) Math.min(MOST_BACKLOG, LEAST_BACKLOG + BACKLOG_PER_ROUND * rounds);
    }
}
