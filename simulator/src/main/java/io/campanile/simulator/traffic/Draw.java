package io.campanile.simulator.traffic;

import java.util.random.RandomGenerator;

/** Random times. */
public final class Draw {

    private Draw() {}

    /** An exponential one with this mean. */
    public static double exponential(double mean, RandomGenerator random) {
        return -mean * Math.log(1 - random.nextDouble());
    }

    /** One of Pareto's distribution, with this mean and a tail exponent greater than 1. */
    static double pareto(double mean, double exponent, RandomGenerator random) {
        return mean * (exponent - 1) / exponent * Math.pow(1 - random.nextDouble(), -1 / exponent);
    }
}
