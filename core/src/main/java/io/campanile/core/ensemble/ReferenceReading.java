package io.campanile.core.ensemble;

import io.campanile.core.Units;

/**
 * What an outside reference says at the end of a round, as a clock beside the master's local one. Its sign is that of
 * every offset: reference − master.
 *
 * @param offsetNanos the reference minus the master's local clock
 * @param ratePpb by how much it runs faster than the master's local clock, in ppb
 * @param errorNanos how far the reading can be off; 0 to 2^61 ns. Every correction carries it
 * @param errorGrowthPpb by how much that grows with each second of age, in ppb; 0 and more. Every correction carries it
 */
public record ReferenceReading(long offsetNanos, double ratePpb, long errorNanos, double errorGrowthPpb) {

    /** The reading of a cluster that follows nobody: it is its own reference, and knows itself exactly. */
    public static final ReferenceReading EXACT = new ReferenceReading(0, 0, 0, 0);

    private static final long MOST_ERROR_NANOS = 1L << 61;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public ReferenceReading {
        if (!Double.isFinite(ratePpb)) {
            throw new IllegalArgumentException("the reference's rate is %s; it must be finite".formatted(ratePpb));
        }
        if (errorNanos < 0 || errorNanos > MOST_ERROR_NANOS) {
            throw new IllegalArgumentException(
                    "the reference's error is %s ns; it must be 0 to 2^61 ns".formatted(errorNanos));
        }
        if (!(errorGrowthPpb >= 0 && errorGrowthPpb < Units.PPB)) {
            throw new IllegalArgumentException(
                    "the reference's error grows by %s ppb; it must be 0 to 1e9 ppb".formatted(errorGrowthPpb));
        }
    }
}
