package io.campanile.core.ensemble;

import io.campanile.core.Mapping;
import io.campanile.core.Units;

/**
 * The ensemble's time as a mapping from the master's local clock.
 *
 * <p>Its phase is decided once and continuous ever after: nobody who joins or leaves moves the cluster. Only its rate is
 * steered, towards the mean of the members' local oscillators, and slowly: over the validity of a correction the rate
 * changes by no more than the wander that every bound allows for. Until the rate has settled it may move freely, and the
 * corrections of those rounds allow for that.
 *
 * <p>Source: the idea of ensemble time scales such as AT1 (national time laboratories): average the oscillators'
 * rates, never the phases of clocks that were steered.
 */
final class SteeredTime {

    /** Rounds after the start during which the rate moves freely: estimates need that long to be worth something. */
    private static final int SETTLING_ROUNDS = 8;

    /** Each round rounds the phase to a nanosecond; a hundred rounds a second at most. */
    private static final double ROUNDING_PPB = 50;

    private final EnsembleConfig limits;
    private Mapping mapping = Mapping.IDENTITY;
    private boolean started;
    private int rounds;

    // What the rate was before the last two rounds moved it.
    private double rateBefore;
    private double rateBeforeThat;

    SteeredTime(EnsembleConfig limits) {
        this.limits = limits;
    }

    boolean isStarted() {
        return started;
    }

    Mapping mapping() {
        return mapping;
    }

    /**
     * Decides the phase and the rate: as the time is founded or taken over.
     *
     * @param offsetNanos cluster time − the master's local clock
     * @param ratePpb by how much it runs faster than that
     */
    void start(long nowNanos, long offsetNanos, double ratePpb) {
        mapping = mapping.corrected(nowNanos, offsetNanos - mapping.offsetAt(nowNanos), ratePpb - mapping.ratePpb());
        rateBefore = ratePpb;
        rateBeforeThat = ratePpb;
        started = true;
    }

    /** Decides the phase anew, at the same rate: when a majority shows that the master's own clock jumped. */
    void restart(long nowNanos, long offsetNanos) {
        mapping = mapping.corrected(nowNanos, offsetNanos - mapping.offsetAt(nowNanos), 0);
    }

    /** Moves the rate towards the wanted one as far as it may, and never beyond what two clocks can differ by. */
    void steer(long nowNanos, double wantedPpb) {
        double limit = isSettled()
                ? accelerationPpbPerSecond() / Units.PPB * Math.max(0, nowNanos - mapping.anchorNanos())
                : mostRatePpb();
        double wanted = Math.max(-mostRatePpb(), Math.min(mostRatePpb(), wantedPpb));
        double change = Math.max(-limit, Math.min(limit, wanted - mapping.ratePpb()));
        rateBeforeThat = rateBefore;
        rateBefore = mapping.ratePpb();
        mapping = mapping.corrected(nowNanos, 0, change);
        rounds++;
    }

    /**
     * What the rate was two rounds ago, and what it may have become since: a jump of the master's clock is noticed within two
     * rounds, and while the rate was not settled, it may have moved far in these.
     */
    HonestRange recentRates() {
        double least = Math.min(mapping.ratePpb(), Math.min(rateBefore, rateBeforeThat));
        double most = Math.max(mapping.ratePpb(), Math.max(rateBefore, rateBeforeThat));
        return new HonestRange(least - rateAllowancePpb(), most + rateAllowancePpb());
    }

    /** By how much the rate may still change while a correction made now is valid. */
    double rateAllowancePpb() {
        // Unsettled, the rate may go from one end of the members' drifts to the other.
        double moves = isSettled() ? settledMovesPpb() : mostRatePpb();
        return moves + ROUNDING_PPB;
    }

    /** By how much the rate may change in a second, once it is settled. */
    double accelerationPpbPerSecond() {
        return settledMovesPpb() * Units.PPB / limits.validForNanos();
    }

    /** By how much the rate may change over the validity of a correction, once it is settled. */
    private double settledMovesPpb() {
        return limits.filter().maxWanderPpb() * limits.pull().agility();
    }

    /** No two clocks that keep the drift limit are further apart, whichever of them the master's is. */
    double mostRatePpb() {
        return 2 * limits.filter().maxDriftPpb();
    }

    /** The rate is known already: from now on it moves slowly. */
    void settle() {
        rounds = SETTLING_ROUNDS;
    }

    boolean isSettled() {
        return rounds >= SETTLING_ROUNDS;
    }
}
