package io.campanile.simulator.traffic;

import java.util.random.RandomGenerator;

/**
 * A delay that wanders around its mean: G. Uhlenbeck and L. Ornstein's process (1930).
 *
 * @param deviationNanos its standard deviation in the long run
 * @param seconds after this time it has forgotten all but 1/e of where it was
 */
public record Wandering(double deviationNanos, double seconds) implements Traffic {

    @Override
    public Wait begin(RandomGenerator random) {
        return new Wait() {
            private double at;
            private double value = deviationNanos * random.nextGaussian();

            @Override
            public double nanos(double now) {
                double kept = Math.exp((at - now) / seconds);
                value = kept * value + Math.sqrt(1 - kept * kept) * deviationNanos * random.nextGaussian();
                at = now;
                return value;
            }
        };
    }
}
