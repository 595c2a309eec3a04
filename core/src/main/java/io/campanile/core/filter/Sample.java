package io.campanile.core.filter;

import io.campanile.core.Interval;

/**
 * What one exchange says of a slave's local clock.
 *
 * @param atNanos the master's local time half-way through it
 * @param bounds where the offset lay for certain; as wide as the round trip was long
 */
public record Sample(long atNanos, Interval bounds) {}
