package io.campanile.core.ensemble;

import io.campanile.core.Mapping;
import io.campanile.core.Units;
import io.campanile.core.discipline.Bound;

/**
 * What a time outside of the ensemble was read to be at one moment, as a clock beside the master's local one. Its sign is that of
 * every offset: reference − master.
 *
 * @param atNanos the master's local time at which it holds
 * @param offsetNanos the reference minus the master's local clock at that moment
 * @param ratePpb by how much it runs faster than the master's local clock, in ppb
 * @param errorNanos how far the offset can be off; 0 to 2^61 ns
 * @param errorGrowthPpb by how much that grows with each second of age, in ppb; 0 and more
 * @param validForNanos for how long it grows by no more than that; 0 and more
 */
public record ReferenceReading(
        long atNanos, long offsetNanos, double ratePpb, long errorNanos, double errorGrowthPpb, long validForNanos) {

    private static final long MOST_ERROR_NANOS = 1L << 61;

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

    /**
     * The time of a parent master, which has made this mapping of the master's local clock. It is told on in corrections that hold for
     * longer than what is left of the parent's promise. Beyond that, the parent's time and the local clock may each change its rate by the
     * wander limit once more for each such time.
     *
     * @param bound what the parent promised with the mapping
     * @param nowNanos the master's local time
     * @param limits how this cluster's time is decided
     */
    static ReferenceReading ofParent(Mapping mapping, Bound bound, long nowNanos, EnsembleConfig limits) {
        long age = Math.max(0, nowNanos - mapping.anchorNanos());
        double beyond = Math.max(0, age + limits.validForNanos() - bound.validForNanos());
        double more = 2 * limits.filter().maxWanderPpb() * beyond / Math.max(1, bound.validForNanos());
        long error = bound.errorNanos() + Units.widening(bound.errorGrowthPpb(), age) + 1;
        return new ReferenceReading(
                nowNanos,
                mapping.offsetAt(nowNanos),
                mapping.ratePpb(),
                Math.min(MOST_ERROR_NANOS, error),
                Math.min(Units.PPB - 1, bound.errorGrowthPpb() + more),
                bound.validForNanos() - Math.min(age, bound.validForNanos()) + limits.validForNanos());
    }

    /** Whether the error still holds at this local time of the master. */
    public boolean isValid(long masterNanos) {
        return remainingNanos(masterNanos) > 0;
    }

    /** For how long the error will hold from this local time of the master on; 0 if it does not. */
    public long remainingNanos(long masterNanos) {
        return Math.max(0, validForNanos - Math.max(0, masterNanos - atNanos));
    }

    /** The best estimate of the reference minus the master's local clock, at this local time of the master. */
    public long offsetAt(long masterNanos) {
        return offsetNanos + Math.round(ratePpb / Units.PPB * (masterNanos - atNanos));
    }

    /** How far that can be off. */
    public long errorAt(long masterNanos) {
        // One more for the rounding of the offset.
        return errorNanos + Units.widening(errorGrowthPpb, masterNanos - atNanos) + 1;
    }

    /** How far a time that is such a mapping from the master's local clock can be from the reference at that moment. */
    public long distanceFrom(Mapping time, long masterNanos) {
        return Math.abs(offsetAt(masterNanos) - time.offsetAt(masterNanos)) + errorAt(masterNanos);
    }

    /** The least rate against the master's local clock that the reference can have while it is valid, in ppb. */
    public double slowestPpb() {
        return ratePpb - errorGrowthPpb;
    }

    /** The greatest one. */
    public double fastestPpb() {
        return ratePpb + errorGrowthPpb;
    }
}
