package io.campanile.core.ensemble;

import io.campanile.core.Interval;
import io.campanile.core.Mapping;
import io.campanile.core.ReferenceReading;
import io.campanile.core.discipline.Bound;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.filter.ClockEstimate;
import io.campanile.core.filter.FilterLimits;
import io.campanile.core.filter.Jump;
import org.jspecify.annotations.Nullable;

/**
 * A slave as its session reports it. At first it is healthy, has a vote, shows the master's local time and was measured
 * to 1 µs.
 */
final class TestSlave {

    private final long session;
    private final String name;
    boolean votes = true;
    boolean elector = true;
    int cleanRounds = 10;
    long joinedAtNanos;
    boolean heard = true;
    boolean late;

    @Nullable
    Jump jump;

    boolean measured = true;
    /** Its local clock minus the master's. */
    long offset;

    long margin = 1_000;

    /** How far from cluster time it was told that it can be. */
    long statedError;

    double deviation = 100;
    int samples = 16;
    double ratePpb;
    double rateMarginPpb = 16_000;
    Mapping mapping = Mapping.IDENTITY;
    ClockStatus status = ClockStatus.UNSYNCHRONIZED;
    long epoch;

    /** How far it lets itself be moved, whatever the master's panic limit. */
    long stepLimit;

    @Nullable
    Bound bound;

    /** What its machine claims of UTC. */
    @Nullable
    ReferenceReading utc;

    TestSlave(long session, String name) {
        this.session = session;
        this.name = name;
    }

    long session() {
        return session;
    }

    String name() {
        return name;
    }

    /** Its cluster clock now shows the master's local time plus this, and it says that it is synchronized. */
    TestSlave shows(long clusterOffset) {
        mapping = new Mapping(mapping.version() + 1, 0, clusterOffset - offset, 0);
        status = ClockStatus.SYNCHRONIZED;
        epoch = 1;
        return this;
    }

    /** The same, and it was told this bound with it, just now. */
    TestSlave shows(long clusterOffset, long nowNanos, long error, double growthPpb, long validFor) {
        shows(clusterOffset);
        mapping = new Mapping(mapping.version(), nowNanos + offset, mapping.offsetNanos(), 0);
        bound = new Bound(error, growthPpb, validFor);
        return this;
    }

    ClockReport report(long nowNanos) {
        var bounds = Interval.around(offset, margin);
        double limit = FilterLimits.DEFAULT.maxDriftPpb();
        var estimate = new ClockEstimate(
                nowNanos,
                offset,
                deviation,
                ratePpb,
                100,
                bounds,
                Math.max(-limit, ratePpb - rateMarginPpb),
                Math.min(limit, ratePpb + rateMarginPpb),
                2 * margin,
                samples);
        return new ClockReport(
                session,
                name,
                votes,
                elector,
                cleanRounds,
                joinedAtNanos,
                heard,
                late,
                jump,
                measured ? estimate : null,
                new ClockState(mapping, status, epoch, bound, 0, false, stepLimit, utc),
                statedError);
    }
}
