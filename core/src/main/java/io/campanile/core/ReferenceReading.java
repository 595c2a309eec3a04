package io.campanile.core;

/**
 * What a time outside of a clock was read to be at one moment. Its sign is that of every offset: reference − that clock. Where the clock
 * is no local one, whoever uses a reading says so.
 *
 * @param atNanos the local time at which it holds
 * @param offsetNanos the reference minus the clock at that moment
 * @param ratePpb by how much it runs faster than the clock, in ppb
 * @param errorNanos how far the offset can be off; 0 to 2^61 ns
 * @param errorGrowthPpb by how much that grows with each second of age, in ppb; 0 and more
 * @param validForNanos for how long it grows by no more than that; 0 and more
 */
public record ReferenceReading(
        long atNanos, long offsetNanos, double ratePpb, long errorNanos, double errorGrowthPpb, long validForNanos) {

    private static final long MOST_ERROR_NANOS = 1L << 61;

    /** What is off by more may be anywhere: sums with this do not overflow. */
    private static final long ANYWHERE_NANOS = 1L << 62;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public ReferenceReading {
        if (!(Math.abs(ratePpb) <= Mapping.MAX_RATE_PPB)) {
            throw new IllegalArgumentException("the reference's rate is %s ppb; it must lie within ±%s ppb"
                    .formatted(ratePpb, Mapping.MAX_RATE_PPB));
        }
        if (errorNanos < 0 || errorNanos > MOST_ERROR_NANOS) {
            throw new IllegalArgumentException(
                    "the reference's error is %s ns; it must be 0 to 2^61 ns".formatted(errorNanos));
        }
        if (!(errorGrowthPpb >= 0 && errorGrowthPpb < Units.PPB)) {
            throw new IllegalArgumentException(
                    "the reference's error grows by %s ppb; it must be 0 to 1e9 ppb".formatted(errorGrowthPpb));
        }
        if (validForNanos < 0) {
            throw new IllegalArgumentException(
                    "the reference's error holds for %s ns; it must be 0 or more".formatted(validForNanos));
        }
    }

    /** Whether the error still holds at this local time. */
    public boolean isValid(long localNanos) {
        return remainingNanos(localNanos) > 0;
    }

    /** For how long the error will hold from this local time on; 0 if it does not. */
    public long remainingNanos(long localNanos) {
        return Math.max(0, validForNanos - Math.max(0, localNanos - atNanos));
    }

    /** The best estimate of the reference minus the clock, at this local time. */
    public long offsetAt(long localNanos) {
        return offsetNanos + Math.round(ratePpb / Units.PPB * (localNanos - atNanos));
    }

    /** How far that can be off. */
    public long errorAt(long localNanos) {
        double grown = Math.ceil(errorGrowthPpb / Units.PPB * Math.abs((double) localNanos - atNanos));
        double rounded = ratePpb == 0 ? 0 : 1;
        double error = errorNanos + grown + rounded;
        return (long) Math.min(ANYWHERE_NANOS, error);
    }

    /**
     * What is known of a further time that is told by how it stands to this reference.
     *
     * @param further that time minus this reference, by the same local clock
     * @param localNanos the local time at which the answer holds
     */
    public ReferenceReading plus(ReferenceReading further, long localNanos) {
        double rate = ratePpb + further.ratePpb;
        return new ReferenceReading(
                localNanos,
                offsetAt(localNanos) + further.offsetAt(localNanos),
                Math.max(-Mapping.MAX_RATE_PPB, Math.min(Mapping.MAX_RATE_PPB, rate)),
                Math.min(MOST_ERROR_NANOS, errorAt(localNanos) + further.errorAt(localNanos)),
                Math.min(Math.nextDown(Units.PPB), errorGrowthPpb + further.errorGrowthPpb),
                Math.min(remainingNanos(localNanos), further.remainingNanos(localNanos)));
    }

    /** How far a time that is such a mapping from the same local clock can be from the reference at that moment. */
    public long distanceFrom(Mapping time, long localNanos) {
        return Math.abs(offsetAt(localNanos) - time.offsetAt(localNanos)) + errorAt(localNanos);
    }

    /** The least rate against the clock that the reference can have while it is valid, in ppb. */
    public double slowestPpb() {
        return ratePpb - errorGrowthPpb;
    }

    /** The greatest one. */
    public double fastestPpb() {
        return ratePpb + errorGrowthPpb;
    }
}
