package io.campanile.core.discipline;

import io.campanile.core.ReferenceReading;
import org.jspecify.annotations.Nullable;

/**
 * One relative correction, as the discipline takes it.
 *
 * @param epoch the epoch of the master that decided it; 1 and more
 * @param round the round in which it was decided
 * @param baseVersion the version of the mapping that it corrects
 * @param atNanos the slave's local time at which it holds
 * @param offsetNanos correction = ensemble − offset: by how much the cluster clock moves; positive moves it forward
 * @param ratePpb by how much its rate grows, in ppb
 * @param errorNanos how far the corrected target can be from cluster time at {@code atNanos}; 0 and more
 * @param errorGrowthPpb by how much that grows per second of age, in ppb; 0 and more
 * @param synchronizedForNanos for how long after {@code atNanos} a clock without a newer correction is
 *     {@link ClockStatus#SYNCHRONIZED}
 * @param validForNanos for how long the bound holds; from then on the clock is {@link ClockStatus#UNSYNCHRONIZED}
 * @param utc UTC beside cluster time: UTC − cluster time at a local time of the slave; null if the master does not know it
 */
public record Correction(
        long epoch,
        long round,
        long baseVersion,
        long atNanos,
        long offsetNanos,
        double ratePpb,
        long errorNanos,
        double errorGrowthPpb,
        long synchronizedForNanos,
        long validForNanos,
        @Nullable ReferenceReading utc) {

    /** A correction that says nothing of UTC. */
    public Correction(
            long epoch,
            long round,
            long baseVersion,
            long atNanos,
            long offsetNanos,
            double ratePpb,
            long errorNanos,
            double errorGrowthPpb,
            long synchronizedForNanos,
            long validForNanos) {
        this(
                epoch,
                round,
                baseVersion,
                atNanos,
                offsetNanos,
                ratePpb,
                errorNanos,
                errorGrowthPpb,
                synchronizedForNanos,
                validForNanos,
                null);
    }

    /**
     * Checks what a broken or hostile sender could get wrong.
     *
     * @throws IllegalArgumentException naming the field and its range
     */
    public Correction {
        require(epoch >= 1, "epoch", epoch, "1 or more");
        require(errorNanos >= 0, "error", errorNanos, "0 ns or more");
        require(errorGrowthPpb >= 0 && errorGrowthPpb < 1e9, "error growth", errorGrowthPpb, "0 to 1e9 ppb");
        require(Double.isFinite(ratePpb), "rate", ratePpb, "a finite number of ppb");
        require(
                synchronizedForNanos >= 0 && synchronizedForNanos <= validForNanos,
                "synchronized-for",
                synchronizedForNanos,
                "0 ns to valid-for, " + validForNanos + " ns");
    }

    private static void require(boolean holds, String field, Number value, String range) {
        if (!holds) {
            throw new IllegalArgumentException("a correction's %s is %s; it must be %s".formatted(field, value, range));
        }
    }
}
