package io.campanile.core.round;

import io.campanile.core.Units;

/**
 * How many probes a slave gets in a round, back to back: the first wakes a sleeping machine and the next ones measure it.
 * Raising it costs messages.
 *
 * @param fixed the number of probes, 1 to 16; 0 leaves it to the load
 */
public record Burst(int fixed) {

    /** The most probes in a burst. */
    public static final int MOST = 16;

    /** {@value #AUTO_MOST} for a small cluster, fewer where the round would not fit. */
    public static final Burst AUTO = new Burst(0);

    private static final int AUTO_MOST = 4;

    /**
     * What an event loop is asked for in a second: about a tenth of the exchanges that it can do, so that a reading seldom
     * waits for another one. Beyond that, a larger burst measures worse: 5,000 slaves a second did best with two probes,
     * 10,000 with one.
     */
    private static final double EXCHANGES_PER_SECOND = 10_000;

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public Burst {
        if (fixed < 0 || fixed > MOST) {
            throw new IllegalArgumentException(
                    "the burst is %s; choose 1 to %s probes, or auto".formatted(fixed, MOST));
        }
    }

    /** As people write it: the number, or auto. */
    @Override
    public String toString() {
        return equals(AUTO) ? "auto" : Integer.toString(fixed);
    }

    /** In what time so many slaves can be asked once. */
    static long leastNanos(int slaves, int loops) {
        return (long) (slaves * Units.SECOND_NANOS / EXCHANGES_PER_SECOND / loops);
    }

    /**
     * How many probes each gets.
     *
     * @param slaves how many there are
     * @param roundNanos how long the round takes
     * @param loops how many event loops share the work
     */
    public int probes(int slaves, long roundNanos, int loops) {
        if (fixed > 0) {
            return fixed;
        }
        double fit = EXCHANGES_PER_SECOND * loops * roundNanos / Units.SECOND_NANOS / Math.max(1, slaves);
        return (int) Math.max(1, Math.min(AUTO_MOST, fit));
    }
}
