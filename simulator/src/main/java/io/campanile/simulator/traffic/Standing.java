package io.campanile.simulator.traffic;

import java.util.random.RandomGenerator;

/**
 * A queue that stands: somebody's bulk transfer fills a buffer, and every packet waits for all of it.
 *
 * @param nanos how long that is
 * @param onSeconds for how long it stands, on average; exponentially distributed
 * @param offSeconds for how long it is away
 */
public record Standing(double nanos, double onSeconds, double offSeconds) implements Traffic {

    @Override
    public Wait begin(RandomGenerator random) {
        Spells spells = Spells.exponential(onSeconds, offSeconds, random);
        return seconds -> spells.isOn(seconds) ? nanos : 0;
    }
}
