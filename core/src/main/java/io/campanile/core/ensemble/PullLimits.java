package io.campanile.core.ensemble;

import io.campanile.core.Quantity;
import io.campanile.core.Units;

/**
 * How cluster time comes to a time outside of the ensemble.
 *
 * @param mostPpb by how much cluster time's rate may differ from its members' mean rate for that, in ppb; 0 to 500 ppm. With 0 it goes
 *     nowhere, and does not begin there either. Raising it comes there sooner, and follows a reference whose rate is further from the
 *     members'
 * @param timeConstantNanos in what time the distance that is left becomes e times smaller; 1 s to 1 day. Raising it makes cluster
 *     time smoother than the reference, and slower to follow it
 * @param agility how many times faster cluster time may change its rate than one that follows nobody; 1 to 10. Raising it follows a
 *     reference whose own rate changes, and makes every bound grow by as many times the wander limit with its age
 */
public record PullLimits(double mostPpb, long timeConstantNanos, double agility) {

    /** 20 ppm: 72 ms an hour; and five minutes, since UTC that comes over the Internet is no better than milliseconds. */
    public static final PullLimits DEFAULT = new PullLimits(20_000, 300 * Units.SECOND_NANOS, 1);

    /** Whether cluster time goes anywhere at all. */
    boolean follows() {
        return mostPpb > 0;
    }

    /**
     * For a parent master's time: its members' crystals and those here may differ by 200 ppm, where UTC is near what crystals are made
     * for; and twenty seconds, since it is known to microseconds. While the parent's rate goes where its members' is, whoever could not
     * change the own one faster would fall behind for as long.
     */
    public static final PullLimits OF_PARENT = new PullLimits(200_000, 20 * Units.SECOND_NANOS, 4);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public PullLimits {
        if (!(mostPpb >= 0 && mostPpb <= 500_000)) {
            throw new IllegalArgumentException(
                    "the pull's limit is %s; choose 0 to 500 ppm".formatted(Quantity.rate(mostPpb)));
        }
        Quantity.requireDuration(
                timeConstantNanos >= Units.SECOND_NANOS && timeConstantNanos <= 86_400 * Units.SECOND_NANOS,
                "pull's time constant",
                timeConstantNanos,
                "1 s to 1 day");
        if (!(agility >= 1 && agility <= 10)) {
            throw new IllegalArgumentException("the pull's agility is %s; choose 1 to 10".formatted(agility));
        }
    }

    /** With the agility of a time that follows nobody. */
    public PullLimits(double mostPpb, long timeConstantNanos) {
        this(mostPpb, timeConstantNanos, 1);
    }
}
