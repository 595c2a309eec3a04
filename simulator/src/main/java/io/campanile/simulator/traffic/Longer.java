package io.campanile.simulator.traffic;

import java.util.random.RandomGenerator;

/**
 * Another route, for good.
 *
 * @param nanos by how much it is longer
 * @param atSeconds from when on
 */
public record Longer(double nanos, double atSeconds) implements Traffic {

    @Override
    public Wait begin(RandomGenerator random) {
        return seconds -> seconds >= atSeconds ? nanos : 0;
    }
}
