package io.campanile.load;

/**
 * How large errors were, without their sign, in nanoseconds; NaN of none.
 *
 * @param rmsNanos root of the mean square
 * @param p50Nanos what half of them do not exceed
 * @param p99Nanos what 99 % do not exceed
 * @param p999Nanos what 99.9 % do not exceed
 * @param maxNanos the largest
 */
public record ErrorFigures(double rmsNanos, double p50Nanos, double p99Nanos, double p999Nanos, double maxNanos) {}
