package io.campanile.core.session;

import io.campanile.core.Units;
import io.campanile.core.filter.FilterLimits;
import io.campanile.core.round.Burst;

/**
 * How a master talks to each slave.
 *
 * @param roundNanos how often a round starts; 10 ms to 1 h. Raising it costs less and leaves longer for errors to grow
 * @param burst how many probes a slave gets in a round
 * @param idleNanos after how long without a message either end gives the other up; at least a round
 * @param promptSlaves the largest number of slaves that are sent their corrections as soon as these are decided. When there
 *     are more, the next round's probes bring them, which halves the messages and makes the corrections up to a round older
 * @param filter what is taken for granted about oscillators
 */
public record SessionConfig(long roundNanos, Burst burst, long idleNanos, int promptSlaves, FilterLimits filter) {

    /** The shortest round. */
    public static final long MIN_ROUND_NANOS = Units.SECOND_NANOS / 100;

    /** The longest round. */
    public static final long MAX_ROUND_NANOS = 3600 * Units.SECOND_NANOS;

    private static final long LEAST_IDLE_NANOS = 10 * Units.SECOND_NANOS;
    private static final int IDLE_ROUNDS = 5;

    /** This many corrections are sent within some milliseconds. */
    private static final int PROMPT_SLAVES = 256;

    /** Corrections of long rounds do not wait for the next one: they would be too old, and there is time to send them. */
    private static final long MOST_DELAY_NANOS = 60 * Units.SECOND_NANOS;

    /** A round a second, as many probes as fit. */
    public static final SessionConfig DEFAULT = of(Units.SECOND_NANOS, Burst.AUTO, FilterLimits.DEFAULT);

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

    /** Gives a silent peer up after five rounds, or ten seconds if that is longer. */
    public static SessionConfig of(long roundNanos, Burst burst, FilterLimits filter) {
        long idle = Math.max(LEAST_IDLE_NANOS, IDLE_ROUNDS * roundNanos);
        return new SessionConfig(roundNanos, burst, idle, PROMPT_SLAVES, filter);
    }

    /** The same with this many slaves that are corrected at once. */
    public SessionConfig withPromptSlaves(int slaves) {
        return new SessionConfig(roundNanos, burst, idleNanos, slaves, filter);
    }

    /** Whether this many slaves are sent their corrections as soon as these are decided. */
    public boolean isPrompt(int slaves) {
        return slaves <= promptSlaves || roundNanos > MOST_DELAY_NANOS;
    }
}
