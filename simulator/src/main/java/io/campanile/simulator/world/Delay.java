package io.campanile.simulator.world;

import io.campanile.simulator.traffic.Traffic;
import java.util.random.RandomGenerator;

/**
 * How long packets take one way.
 *
 * @param baseNanos the least, apart from normal jitter; 0 and more
 * @param jitter what comes on top, for each packet anew
 * @param traffic what else is on the way
 */
public record Delay(long baseNanos, Jitter jitter, Traffic traffic) {

    /** A packet takes an hour at most. */
    private static final double MOST_NANOS = 3.6e12;

    /** No packet is faster than this share of the base. */
    static final double LEAST_SHARE = 0.1;

    /** A way on which nothing else is. */
    public Delay(long baseNanos, Jitter jitter) {
        this(baseNanos, jitter, Traffic.NONE);
    }

    /** The delay of one packet, which the traffic makes wait for so many nanoseconds. */
    long draw(double wait, RandomGenerator random) {
        double delay = Math.max(LEAST_SHARE * baseNanos, jitter.delay(baseNanos, random) + wait);
        return Math.round(Math.min(MOST_NANOS, delay));
    }
}
