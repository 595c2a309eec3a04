package io.campanile.core.protocol;

import io.campanile.core.Mapping;
import io.campanile.core.Units;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.Steering;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.filter.ClockEstimate;

/**
 * Works out the relative correction that brings a clock to cluster time: correction = ensemble − offset.
 *
 * <p>With L the master's local time, θ and f the slave's offset and rate against it, T cluster time and M the slave's
 * mapping, the slave's local clock shows A = L + θ, and
 *
 * <pre>
 * offset = T(L) − M(A)
 * rate   = (1 + T.rate) / (1 + f) − 1 − M.rate
 * error  = the farther end of θ's guaranteed interval
 * growth = the farther end of f's guaranteed range + what T's rate may still change by
 * </pre>
 */
public final class Corrections {

    private Corrections() {}

    /** A slave's, from what was measured of it and what it says that it applies. */
    static Steering of(RoundResult result, ClockEstimate estimate, ClockState clock) {
        Mapping clusterTime = result.clusterTime();
        long slaveLocal = estimate.atNanos() + estimate.offsetNanos();
        double rate = (1 + clusterTime.ratePpb() / Units.PPB) / (1 + estimate.ratePpb() / Units.PPB) - 1;
        return steering(
                result,
                clock.mapping(),
                slaveLocal,
                clusterTime.at(estimate.atNanos()),
                rate * Units.PPB,
                // One more for the rounding of θ.
                estimate.bounds().worstErrorOf(estimate.offsetNanos()) + 1,
                estimate.worstRateErrorPpb() + result.rateAllowancePpb());
    }

    /**
     * The master's own: it knows its own clock exactly and decides when cluster time's rate changes.
     *
     * @param mapping what the master applies now
     * @param nowNanos the master's local time
     */
    public static Steering ofMaster(RoundResult result, Mapping mapping, long nowNanos) {
        Mapping clusterTime = result.clusterTime();
        return steering(result, mapping, nowNanos, clusterTime.at(nowNanos), clusterTime.ratePpb(), 0, 0);
    }

    private static Steering steering(
            RoundResult result, Mapping mapping, long at, long want, double wantRatePpb, long error, double growthPpb) {
        return new Steering(
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
