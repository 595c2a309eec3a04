package io.campanile.core.session;

import io.campanile.core.Mapping;
import io.campanile.core.Units;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.Correction;
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
 */
public final class Corrections {

    private Corrections() {}

    /** A slave's, from what was measured of it and what it says that it applies. */
    static Correction of(RoundResult result, ClockEstimate estimate, ClockState clock) {
        Mapping clusterTime = result.clusterTime();
        double clusterRate = clusterTime.ratePpb();
        double gain = gain(clusterRate, estimate.ratePpb());
        double most = gain(clusterRate + result.rateAllowancePpb(), estimate.rateLowPpb());
        double least = gain(clusterRate - result.rateAllowancePpb(), estimate.rateHighPpb());
        double worst = (double) estimate.bounds().worstErrorOf(estimate.offsetNanos());
        return correction(
                result,
                clock.mapping(),
                estimate.atNanos() + estimate.offsetNanos(),
                clusterTime.at(estimate.atNanos()),
                gain,
                // One more for the rounding of θ.
                (long) Math.ceil(worst * (1 + most / Units.PPB) + 1),
                Math.max(most - gain, gain - least));
    }

    /** By how much a clock of the first rate gains on one of the second, in ppb of the second one's seconds. */
    private static double gain(double ratePpb, double onPpb) {
        return ((1 + ratePpb / Units.PPB) / (1 + onPpb / Units.PPB) - 1) * Units.PPB;
    }

    /**
     * The master's own: it knows its own clock exactly and decides when cluster time's rate changes.
     *
     * @param mapping what the master applies now
     * @param nowNanos the master's local time
     */
    public static Correction ofMaster(RoundResult result, Mapping mapping, long nowNanos) {
        Mapping clusterTime = result.clusterTime();
        return correction(result, mapping, nowNanos, clusterTime.at(nowNanos), clusterTime.ratePpb(), 0, 0);
    }

    private static Correction correction(
            RoundResult result, Mapping mapping, long at, long want, double wantRatePpb, long error, double growthPpb) {
        return new Correction(
                result.report().epoch(),
                result.report().number(),
                mapping.version(),
                at,
                want - mapping.at(at),
                wantRatePpb - mapping.ratePpb(),
                error,
                growthPpb,
                result.synchronizedForNanos(),
                result.validForNanos());
    }
}
