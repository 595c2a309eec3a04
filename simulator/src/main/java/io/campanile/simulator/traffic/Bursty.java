package io.campanile.simulator.traffic;

import java.util.random.RandomGenerator;

/**
 * A load that comes and goes: while it is there, each packet waits anew.
 *
 * @param meanNanos how long, on average; exponentially distributed
 * @param onSeconds for how long it is there, on average
 * @param offSeconds for how long it is away
 */
public record Bursty(double meanNanos, double onSeconds, double offSeconds) implements Traffic {

    @Override
    public Wait begin(RandomGenerator random) {
        Spells spells = Spells.exponential(onSeconds, offSeconds, random);
        return seconds -> spells.isOn(seconds) ? Draw.exponential(meanNanos, random) : 0;
    }
}
