package io.campanile.core.session;

import io.campanile.core.Units;
import java.time.Duration;

/**
 * How long a slave waits between two tries to reach a master.
 *
 * @param firstNanos after the first failure; 1 ms and more. Raising it spares a master that restarts
 * @param longestNanos after many: the waits double up to this; {@code firstNanos} to an hour. Raising it delays the return. Where a
 *     master refuses, they double up to a minute, whatever this is
 */
public record BackoffLimits(long firstNanos, long longestNanos) {

    private static final long LEAST_NANOS = Units.SECOND_NANOS / 1000;
    private static final long MOST_NANOS = 3600 * Units.SECOND_NANOS;

    /** Quick enough to be back before anybody notices, slow enough for a thousand slaves of a master that restarts. */
    public static final BackoffLimits DEFAULT = new BackoffLimits(Units.SECOND_NANOS / 10, Units.SECOND_NANOS);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the values and their ranges
     */
    public BackoffLimits {
        if (firstNanos < LEAST_NANOS || longestNanos < firstNanos || longestNanos > MOST_NANOS) {
            throw new IllegalArgumentException(
                    "a back-off from %s to %s: choose PT0.001S or more for the first wait, and that to PT1H for the longest"
                            .formatted(Duration.ofNanos(firstNanos), Duration.ofNanos(longestNanos)));
        }
    }

    /**
     * The same from durations, however long.
     *
     * @throws IllegalArgumentException naming the values and their ranges
     */
    public static BackoffLimits of(Duration first, Duration longest) {
        return new BackoffLimits(nanos(first), nanos(longest));
    }

    /** Durations that do not fit are far out of range, and stay so. */
    private static long nanos(Duration duration) {
        Duration most = Duration.ofNanos(Long.MAX_VALUE);
        return duration.isNegative() ? 0 : (duration.compareTo(most) > 0 ? most : duration).toNanos();
    }
}
