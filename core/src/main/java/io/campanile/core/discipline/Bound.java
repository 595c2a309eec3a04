package io.campanile.core.discipline;

/**
 * How far a clock's target can be from cluster time, as it was told with the correction that made the target. All of it
 * counts from the anchor of the {@linkplain io.campanile.core.Mapping mapping}, in the slave's local time: nothing in it
 * changes until the next correction, and whoever reads it later can age it himself.
 *
 * @param errorNanos the error at the anchor; 0 to 2^62 ns
 * @param errorGrowthPpb by how much it grows with each second before or after the anchor, in ppb; 0 and more, below 1e9
 * @param validForNanos for how long after the anchor it is promised; 0 to 2^62 ns
 */
public record Bound(long errorNanos, double errorGrowthPpb, long validForNanos) {

    private static final long MOST_NANOS = 1L << 62;

    /**
     * Checks what a broken or hostile sender could get wrong.
     *
     * @throws IllegalArgumentException naming the field and its range
     */
    public Bound {
        require(errorNanos >= 0 && errorNanos <= MOST_NANOS, "error", errorNanos, "0 to 2^62 ns");
        require(errorGrowthPpb >= 0 && errorGrowthPpb < 1e9, "growth", errorGrowthPpb, "0 to 1e9 ppb");
        require(validForNanos >= 0 && validForNanos <= MOST_NANOS, "validity", validForNanos, "0 to 2^62 ns");
    }

    /** What this correction told. */
    public static Bound of(Correction correction) {
        return new Bound(
                Math.min(correction.errorNanos(), MOST_NANOS),
                correction.errorGrowthPpb(),
                Math.max(0, Math.min(correction.validForNanos(), MOST_NANOS)));
    }

    private static void require(boolean holds, String field, Number value, String range) {
        if (!holds) {
            throw new IllegalArgumentException("a bound's %s is %s; it must be %s".formatted(field, value, range));
        }
    }
}
