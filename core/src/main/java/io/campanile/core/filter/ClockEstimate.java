package io.campanile.core.filter;

import io.campanile.core.Interval;

/**
 * What is known of a slave's local clock at one moment of the master's, offset and rate being slave − master.
 *
 * @param atNanos the master's local time that this is about
 * @param offsetNanos the best estimate of the offset; lies in {@code bounds}
 * @param offsetDeviationNanos its standard deviation, if the noise is as it was in the window
 * @param ratePpb the best estimate of the rate of the offset, in ppb; lies in {@code [rateLowPpb, rateHighPpb]}
 * @param rateDeviationPpb its standard deviation
 * @param bounds where the offset lies for certain, as long as {@link FilterLimits} hold
 * @param rateLowPpb the least rate possible at any moment of the window
 * @param rateHighPpb the greatest rate possible at any moment of the window
 * @param leastDelayNanos the shortest round trip in the window
 * @param samples how many exchanges stand behind the estimate
 */
public record ClockEstimate(
        long atNanos,
        long offsetNanos,
        double offsetDeviationNanos,
        double ratePpb,
        double rateDeviationPpb,
        Interval bounds,
        double rateLowPpb,
        double rateHighPpb,
        long leastDelayNanos,
        int samples) {}
