package io.campanile.os.discipline;

import io.campanile.core.discipline.ClockStatus;

/**
 * The machine's clock and the cluster's, at one moment.
 *
 * @param localNanos when, by the oscillator
 * @param phaseNanos by how much the machine's clock is ahead of the cluster's
 * @param widthNanos how long it took to read both: the phase is off by half of it at most
 * @param ratePpb by how much the cluster's clock runs faster than the oscillator, in ppb
 * @param version of the mapping that the last correction made
 * @param errorNanos how far the cluster's clock can be from cluster time
 * @param status how far it can be trusted
 */
record Look(
        long localNanos,
        long phaseNanos,
        long widthNanos,
        double ratePpb,
        long version,
        long errorNanos,
        ClockStatus status) {}
