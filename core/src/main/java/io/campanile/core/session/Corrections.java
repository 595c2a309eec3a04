package io.campanile.core.session;

import io.campanile.core.Mapping;
import io.campanile.core.Units;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.Correction;
import io.campanile.core.ensemble.Handover;
import io.campanile.core.ensemble.Outside;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.filter.ClockEstimate;

/**
 * Works out the relative correction that brings a clock to cluster time: correction = ensemble − offset.
 *
 * <p>With L the master's local time, θ and f the slave's offset and rate against it, T cluster time and M the slave's
 * mapping, the slave's local clock shows A = L + θ. Counted in its own seconds, cluster time gains gain(r, f) on it while
 * that runs at r:
 *
 * <pre>
 * gain(r, f) = (1 + r) / (1 + f) − 1
 * offset     = T(L) − M(A)
 * rate       = gain(T.rate, f) − M.rate
 * growth     = how far that gain can be off: at the ends of f's guaranteed range, when T's rate changes as it may
 * error      = the farther end of θ's guaranteed interval, and what cluster time gains on it
 * </pre>
 *
 * <p>Where the master took the time over, both hold for the earlier time as well: T is then any time between that one and
 * the decided one ({@link Handover}). The same goes for the time of a parent master, which this one's is steered to
 * ({@link Outside#standard}).
 */
public final class Corrections {

    private Corrections() {}

    /** The largest error and growth that a message can tell: where liars claim that much, nothing is known. */
    private static final long MOST_ERROR_NANOS = 1L << 62;

    private static final double MOST_GROWTH_PPB = Units.PPB - 1;

    /** A slave's, from what was measured of it and what it says that it applies. */
    static Correction of(RoundResult result, ClockEstimate estimate, ClockState clock) {
        Mapping clusterTime = result.clusterTime();
        double gain = gain(clusterTime.ratePpb(), estimate.ratePpb());
        double most = gain(result.fastestPpb(), estimate.rateLowPpb());
        double least = gain(result.slowestPpb(), estimate.rateHighPpb());
        double worst = (double) estimate.bounds().worstErrorOf(estimate.offsetNanos());
        // One more for the rounding of θ.
        long measured = (long) Math.ceil(worst * (1 + most / Units.PPB) + 1);
        return correction(
                result,
                clock.mapping(),
                estimate.atNanos(),
                estimate.atNanos() + estimate.offsetNanos(),
                gain,
                measured,
                Math.max(most - gain, gain - least));
    }

    /**
     * The same for a clock that is to go on as it does: only its bound is told anew. It is further from cluster time than a
     * corrected one by what is not corrected, and drifts away from it by that much faster.
     */
    static Correction keeping(Correction full) {
        double growth = full.errorGrowthPpb() + Math.abs(full.ratePpb());
        return new Correction(
                full.epoch(),
                full.round(),
                full.baseVersion(),
                full.atNanos(),
                0,
                0,
                sum(full.errorNanos(), Math.abs(full.offsetNanos())),
                Math.min(MOST_GROWTH_PPB, growth),
                full.synchronizedForNanos(),
                full.validForNanos());
    }

    /** By how much a clock of the first rate gains on one of the second, in ppb of the second one's seconds. */
    private static double gain(double ratePpb, double onPpb) {
        return ((1 + ratePpb / Units.PPB) / (1 + onPpb / Units.PPB) - 1) * Units.PPB;
    }

    /**
     * The master's own: it knows its own clock exactly and decides when cluster time's rate changes. What it does not know
     * is an earlier time, or a parent's.
     *
     * @param mapping what the master applies now
     * @param nowNanos the master's local time
     */
    public static Correction ofMaster(RoundResult result, Mapping mapping, long nowNanos) {
        double growth = Math.max(0, result.otherRatePpb());
        return correction(
                result, mapping, nowNanos, nowNanos, result.clusterTime().ratePpb(), 0, growth);
    }

    /**
     * The correction of one clock.
     *
     * @param master the master's local time
     * @param at the local time of the clock that is corrected at that moment
     * @param wantRatePpb the rate that its mapping is to have
     * @param error how far what was measured of the clock can be off
     * @param growthPpb by how much that grows
     */
    private static Correction correction(
            RoundResult result,
            Mapping mapping,
            long master,
            long at,
            double wantRatePpb,
            long error,
            double growthPpb) {
        return new Correction(
                result.epoch(),
                result.number(),
                mapping.version(),
                at,
                result.clusterTime().at(master) - mapping.at(at),
                wantRatePpb - mapping.ratePpb(),
                sum(error, result.errorNanos(master)),
                Math.min(MOST_GROWTH_PPB, growthPpb),
                result.synchronizedForNanos(),
                result.validForNanos());
    }

    private static long sum(long error, long more) {
        long most = Math.min(MOST_ERROR_NANOS, more);
        return error > MOST_ERROR_NANOS - most ? MOST_ERROR_NANOS : error + most;
    }
}
