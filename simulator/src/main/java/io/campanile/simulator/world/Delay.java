package io.campanile.simulator.world;

import java.util.random.RandomGenerator;

/**
 * How long packets take one way.
 *
 * @param baseNanos the least, apart from normal jitter; 0 and more
 * @param jitter what comes on top
 */
public record Delay(long baseNanos, Jitter jitter) {

    /** A packet takes an hour at most. */
    private static final double MOST_NANOS = 3.6e12;

    /** The delay of one packet. */
    long draw(RandomGenerator random) {
        return Math.round(Math.min(MOST_NANOS, jitter.delay(baseNanos, random)));
    }
}
