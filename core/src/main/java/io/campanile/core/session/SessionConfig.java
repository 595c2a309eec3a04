package io.campanile.core.session;

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

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public SessionConfig {
        if (roundNanos < MIN_ROUND_NANOS || roundNanos > MAX_ROUND_NANOS) {
            throw new IllegalArgumentException("the round is %d ns; choose 10 ms to 1 h".formatted(roundNanos));
        }
        if (idleNanos < roundNanos) {
            throw new IllegalArgumentException("the idle time is %d ns; choose at least a round".formatted(idleNanos));
        }
    }
}
