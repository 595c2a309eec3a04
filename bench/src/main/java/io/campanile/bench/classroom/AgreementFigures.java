package io.campanile.bench.classroom;

/**
 * How well the clients' clocks agree.
 *
 * @param held how many the server kept until the end
 * @param p50Nanos half of the clocks were no further from the median of all
 * @param p99Nanos 99 of 100
 * @param maxNanos all
 */
record AgreementFigures(long held, long p50Nanos, long p99Nanos, long maxNanos) {}
