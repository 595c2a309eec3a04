package io.campanile.core.inquiry;

import io.campanile.core.Interval;
import io.campanile.core.Mapping;
import io.campanile.core.Units;
import io.campanile.core.discipline.Bound;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Correction;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says that cluster time is, to a clock that applies a mapping: within so much of it.
 *
 * @param mapping from the local clock to the cluster's
 * @param errorNanos how far that can be from cluster time at the mapping's anchor
 * @param growthPpb by how much that grows with each second before or after
 */
record Claim(Mapping mapping, long errorNanos, double growthPpb) {

    /** That of a clock which obeys this correction; it has to be one for this mapping, and of a rate that there can be. */
    static Claim of(Correction correction, Mapping base) {
        Mapping made = base.corrected(correction.atNanos(), correction.offsetNanos(), correction.ratePpb());
        return new Claim(made, correction.errorNanos(), correction.errorGrowthPpb());
    }

    /** That of a clock as it is; null if it promises nothing now. */
    static @Nullable Claim of(ClockState clock) {
        Bound bound = clock.bound();
        return bound == null || clock.status() == ClockStatus.UNSYNCHRONIZED
                ? null
                : new Claim(clock.mapping(), bound.errorNanos(), bound.errorGrowthPpb());
    }

    /** Cluster − local at this local time. */
    Interval offsets(long localNanos) {
        long age = localNanos - mapping.anchorNanos();
        return new Interval(mapping.offsetAt(localNanos), mapping.offsetAt(localNanos))
                .widen(errorNanos)
                .widen(Units.widening(growthPpb, age));
    }
}
