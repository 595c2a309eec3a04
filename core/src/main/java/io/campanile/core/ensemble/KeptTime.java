package io.campanile.core.ensemble;

import io.campanile.core.Interval;
import io.campanile.core.Mapping;
import io.campanile.core.Units;
import io.campanile.core.discipline.Bound;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.filter.ClockEstimate;
import io.campanile.core.filter.ClockFilter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one clock claims of the time that it keeps, whoever decided that time: seen from the master's local clock, and
 * with everything that the clock was told of its own error.
 *
 * <p>With θ and f the slave's local offset and rate, M its mapping, g the growth that it was told and A its local time:
 *
 * <pre>
 * offset = θ + M(A + θ)   ± (error + g · |A − anchor|)
 * rate   = (1 + M.rate ± g) · (1 + f) − 1                    at every moment, not only on average
 * </pre>
 *
 * @param session the session of the slave whose claim it is; {@link #DONE} for a claim that does not become better
 * @param samples how many exchanges are behind what is known of the rate of its clock
 * @param keptRatePpb the rate of its mapping
 * @param growthPpb how far that can be off
 * @param offset where that time lies now, minus the master's local clock
 * @param ratePpb the best estimate of its rate against the master's local clock, in ppb
 * @param rateLowPpb the least rate that it can have
 * @param rateHighPpb the greatest one
 * @param validForNanos for how long the clock still promises that; 0 if it promises nothing any more
 */
record KeptTime(
        long session,
        int samples,
        double keptRatePpb,
        double growthPpb,
        Interval offset,
        double ratePpb,
        double rateLowPpb,
        double rateHighPpb,
        long validForNanos) {

    /** No session has this number. */
    static final long DONE = 0;

    /** Two mappings round, each by half a nanosecond, and the estimate by one. */
    private static final long ROUNDING_NANOS = 2;

    private static final long MOST_NANOS = 1L << 62;

    /**
     * What this slave claims. Only for a usable report. A slave that tells no bound is taken at what the master
     * remembers to have told it.
     */
    static KeptTime of(ClockReport report) {
        ClockEstimate estimate = report.measured();
        ClockState clock = report.clock();
        Mapping mapping = clock.mapping();
        long unsure = estimate.bounds().worstErrorOf(estimate.offsetNanos());
        long age = estimate.atNanos() + estimate.offsetNanos() - mapping.anchorNanos();
        Bound bound = clock.bound() == null ? new Bound(report.statedErrorNanos(), 0, 0) : clock.bound();
        double growth = bound.errorGrowthPpb();
        double margin = bound.errorNanos()
                + Math.ceil(growth / Units.PPB * (Math.abs((double) age) + unsure))
                + Math.ceil(Math.abs(mapping.ratePpb()) / Units.PPB * unsure)
                + ROUNDING_NANOS;
        return new KeptTime(
                report.session(),
                estimate.samples(),
                mapping.ratePpb(),
                growth,
                report.shownBounds().widen((long) Math.min(margin, MOST_NANOS)),
                both(mapping.ratePpb(), estimate.ratePpb()),
                both(mapping.ratePpb() - growth, estimate.rateLowPpb()),
                both(mapping.ratePpb() + growth, estimate.rateHighPpb()),
                (long) Math.max(0, (double) bound.validForNanos() - age));
    }

    /** What the master's own cluster clock claims; empty if it was told no bound. Its offset to itself is known exactly. */
    static Optional<KeptTime> ofMaster(ClockState clock, long nowNanos) {
        Bound bound = clock.bound();
        if (bound == null || clock.epoch() == 0) {
            return Optional.empty();
        }
        Mapping mapping = clock.mapping();
        long age = nowNanos - mapping.anchorNanos();
        double growth = bound.errorGrowthPpb();
        double error = bound.errorNanos() + Math.ceil(growth / Units.PPB * Math.abs((double) age)) + ROUNDING_NANOS;
        return Optional.of(new KeptTime(
                DONE,
                0,
                mapping.ratePpb(),
                growth,
                Interval.around(mapping.offsetAt(nowNanos), (long) Math.min(error, MOST_NANOS)),
                mapping.ratePpb(),
                mapping.ratePpb() - growth,
                mapping.ratePpb() + growth,
                (long) Math.max(0, (double) bound.validForNanos() - age)));
    }

    /**
     * The same claim, now that the slave's clock has been measured for longer. What its bounds say of its rate holds at every
     * moment of the window, and so since the claim was made, as long as nothing has left the window and nothing jumped.
     *
     * @param now what its session reports now; null if it has left
     */
    KeptTime measuredAgain(@Nullable ClockReport now) {
        if (session == DONE || now == null || now.estimate() == null) {
            return this;
        }
        ClockEstimate estimate = now.measured();
        if (now.jump() != null || estimate.samples() < samples || estimate.samples() >= ClockFilter.WINDOW) {
            return with(DONE, samples, ratePpb, rateLowPpb, rateHighPpb);
        }
        double low = Math.max(rateLowPpb, both(keptRatePpb - growthPpb, estimate.rateLowPpb()));
        double high = Math.min(rateHighPpb, both(keptRatePpb + growthPpb, estimate.rateHighPpb()));
        return low > high
                ? with(DONE, samples, ratePpb, rateLowPpb, rateHighPpb)
                : with(session, estimate.samples(), both(keptRatePpb, estimate.ratePpb()), low, high);
    }

    private KeptTime with(long ofSession, int behind, double rate, double low, double high) {
        return new KeptTime(ofSession, behind, keptRatePpb, growthPpb, offset, rate, low, high, validForNanos);
    }

    /** The rate of a clock of the first rate that runs on one of the second. */
    private static double both(double ratePpb, double onPpb) {
        return ((1 + ratePpb / Units.PPB) * (1 + onPpb / Units.PPB) - 1) * Units.PPB;
    }
}
