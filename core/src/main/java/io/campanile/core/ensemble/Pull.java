package io.campanile.core.ensemble;

import io.campanile.core.Mapping;
import io.campanile.core.ReferenceReading;
import io.campanile.core.Units;
import org.jspecify.annotations.Nullable;

/**
 * Says how fast the ensemble's time is to run so that it comes to a time outside: at the reference's own rate, and as much faster or
 * slower as brings the distance down. It never asks for more than {@link PullLimits#mostPpb} beside the members' mean rate.
 *
 * <p>{@link SteeredTime} changes a rate by no more than an acceleration a. So whoever is to stop where the reference is has to begin
 * to brake in time. With the distance x, the time constant τ, and half of a to brake with, since the members' mean rate may change
 * meanwhile:
 *
 * <pre>
 * b = a / 2
 * v = x / τ                             while x ≤ b·τ²: braking along an exponential takes no more than b there
 * v = √(2·b·(x − b·τ²/2))               further away: braking by b, and meeting the other law at the same speed
 * rate = reference's rate + v           kept within the members' mean ± most
 * </pre>
 *
 * <p>When the reference falls silent, cluster time keeps what was learned of its rate: it goes on at that difference to the members'
 * mean.
 *
 * <p>Source of the two laws: elementary kinematics. They are what servo drives call a trapezoidal velocity profile with a linear end.
 */
final class Pull {

    /** A distance is seen and acted upon once a round; it must not shrink by much more than a fourth meanwhile. */
    private static final int LEAST_ROUNDS = 4;

    private final PullLimits limits;

    /** By how much the reference runs faster than the members' mean, as far as cluster time may follow that. */
    private double learnedPpb;

    Pull(PullLimits limits) {
        this.limits = limits;
    }

    /**
     * The rate that cluster time is to have against the master's local clock, in ppb.
     *
     * @param meanPpb the members' mean rate against it
     * @param reference what is to be followed; null while nothing is
     * @param time cluster time as it was steered last
     * @param accelerationPpbPerSecond by how much its rate may change
     */
    double wantedPpb(
            long nowNanos,
            double meanPpb,
            @Nullable ReferenceReading reference,
            Mapping time,
            double accelerationPpbPerSecond) {
        if (reference == null) {
            return meanPpb + learnedPpb;
        }
        learnedPpb = limited(reference.ratePpb() - meanPpb);
        double roundSeconds = (nowNanos - time.anchorNanos()) / Units.PPB;
        double timeConstant = Math.max(limits.timeConstantNanos() / Units.PPB, LEAST_ROUNDS * roundSeconds);
        double distance = (double) reference.offsetAt(nowNanos) - time.offsetAt(nowNanos);
        double closing =
                Math.copySign(closingPpb(Math.abs(distance), timeConstant, accelerationPpbPerSecond / 2), distance);
        return meanPpb + limited(reference.ratePpb() + closing - meanPpb);
    }

    private double limited(double ratePpb) {
        return Math.max(-limits.mostPpb(), Math.min(limits.mostPpb(), ratePpb));
    }

    /** Nanoseconds a second, which are ppb. */
    private static double closingPpb(double distanceNanos, double timeConstant, double braking) {
        double exponential = braking * timeConstant * timeConstant;
        return distanceNanos <= exponential
                ? distanceNanos / timeConstant
                : Math.sqrt(2 * braking * (distanceNanos - exponential / 2));
    }
}
