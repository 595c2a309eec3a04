package io.campanile.clock;

import io.campanile.core.Interval;
import io.campanile.core.LocalClock;
import io.campanile.core.Mapping;
import io.campanile.core.Units;

/** A clock that is wrong on purpose: for demonstrations, tests and load. Thread-safe. */
public final class SkewedClock implements LocalClock {

    private final LocalClock base;
    private final Mapping skew;

    /**
     * A clock that is wrong by this much from now on.
     *
     * @param base the clock that it is wrong against
     * @param offsetNanos by how much it is ahead now
     * @param driftPpb by how much it runs fast, in ppb
     * @throws IllegalArgumentException if the drift is beyond {@link Mapping#MAX_RATE_PPB}
     */
    public SkewedClock(LocalClock base, long offsetNanos, double driftPpb) {
        this.base = base;
        this.skew = new Mapping(1, base.nanos(), offsetNanos, driftPpb);
    }

    @Override
    public long nanos() {
        return at(base.nanos());
    }

    @Override
    public long disruptions(long localNanos) {
        return base.disruptions(baseNanos(localNanos));
    }

    @Override
    public long wallAheadNanos() {
        return base.wallAheadNanos();
    }

    @Override
    public Interval wallAhead() {
        return base.wallAhead();
    }

    /** What this clock shows when the base shows that. */
    public long at(long baseNanos) {
        return skew.at(baseNanos);
    }

    /** What the base showed when this clock showed that, give or take a nanosecond. */
    public long baseNanos(long nanos) {
        long base = skew.anchorNanos();
        return base + Math.round((nanos - base - skew.offsetNanos()) / (1 + skew.ratePpb() / Units.PPB));
    }
}
