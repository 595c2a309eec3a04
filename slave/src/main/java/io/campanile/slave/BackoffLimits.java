package io.campanile.slave;

import java.time.Duration;

/**
 * How long to wait between two tries to connect.
 *
 * @param first after the first failure; 1 ms and more
 * @param longest after many: the waits double up to this; {@code first} to an hour
 */
record BackoffLimits(Duration first, Duration longest) {

    private static final Duration LEAST = Duration.ofMillis(1);
    private static final Duration MOST = Duration.ofHours(1);

    /** Quick enough to be back before anybody notices, slow enough for a thousand slaves of a master that restarts. */
    static final BackoffLimits DEFAULT = new BackoffLimits(Duration.ofMillis(100), Duration.ofSeconds(1));

    BackoffLimits {
        if (first.compareTo(LEAST) < 0 || longest.compareTo(first) < 0 || longest.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(
                    "a back-off from %s to %s: choose PT0.001S or more for the first wait, and that to PT1H for the longest"
                            .formatted(first, longest));
        }
    }
}
