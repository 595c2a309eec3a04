package io.campanile.core.ensemble;

import io.campanile.core.Quantity;
import io.campanile.core.Units;
import io.campanile.core.filter.FilterLimits;

/**
 * How the cluster's time is decided.
 *
 * @param quorum how many clocks, the master's included, must agree before anybody is corrected; 1 and more. Raising it
 *     stops small remnants of a cluster from correcting themselves
 * @param panicNanos how far a clock may be from cluster time and still be corrected; 1 ms to 10 years. Raising it
 *     corrects clocks that are further out, and at a cold start averages them
 * @param toleranceNanos how far apart corrected clocks may be, beyond what their bounds explain, and still agree; 0 and
 *     more. Raising it forgives larger disturbances
 * @param settleNanos for how long no new clock may have joined before a cold start averages; 0 and more. Raising it
 *     waits for late starters; where it is longer than a slave waits between two tries, those who keep time already come
 *     before it ends
 * @param synchronizedForNanos for how long a clock without a new correction still counts as synchronized; 0 to
 *     {@code validForNanos}
 * @param validForNanos for how long a correction's bound holds; 1 s to 1 day. Raising it lets clocks hold over for
 *     longer and the ensemble's rate follow its members more slowly
 * @param filter what is taken for granted about oscillators
 * @param pull how cluster time comes to a time outside of the ensemble
 */
public record EnsembleConfig(
        int quorum,
        long panicNanos,
        long toleranceNanos,
        long settleNanos,
        long synchronizedForNanos,
        long validForNanos,
        FilterLimits filter,
        PullLimits pull) {

    /** For a round of one second; the panic threshold is that of RFC 5905 ({@code PANICT}), 1000 s. */
    public static final EnsembleConfig DEFAULT = new EnsembleConfig(
            1,
            1000 * Units.SECOND_NANOS,
            1_000_000,
            3 * Units.SECOND_NANOS / 2,
            3 * Units.SECOND_NANOS,
            600 * Units.SECOND_NANOS,
            FilterLimits.DEFAULT,
            PullLimits.DEFAULT);

    private static final int ROUNDS_SYNCHRONIZED = 3;
    private static final int LEAST_ROUNDS_VALID = 10;
    private static final long MAX_PANIC_NANOS = 3650L * 86_400 * Units.SECOND_NANOS;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public EnsembleConfig {
        if (quorum < 1) {
            throw new IllegalArgumentException("the quorum is %s; choose 1 or more clocks".formatted(quorum));
        }
        Quantity.requireDuration(
                panicNanos >= 1_000_000 && panicNanos <= MAX_PANIC_NANOS,
                "panic limit",
                panicNanos,
                "1 ms to 10 years");
        Quantity.requireDuration(toleranceNanos >= 0, "tolerance", toleranceNanos, "0 s or more");
        Quantity.requireDuration(settleNanos >= 0, "settling time", settleNanos, "0 s or more");
        Quantity.requireDuration(
                validForNanos >= Units.SECOND_NANOS && validForNanos <= 86_400 * Units.SECOND_NANOS,
                "validity",
                validForNanos,
                "1 s to 1 day");
        Quantity.requireDuration(
                synchronizedForNanos >= 0 && synchronizedForNanos <= validForNanos,
                "synchronized-for time",
                synchronizedForNanos,
                "0 s to the validity");
    }

    /** The same for rounds of another length: synchronized for three of them, the bound valid for ten at least. */
    public EnsembleConfig withRound(long roundNanos, long holdoverNanos) {
        long valid = Math.max(holdoverNanos, LEAST_ROUNDS_VALID * roundNanos);
        return new EnsembleConfig(
                quorum, panicNanos, toleranceNanos, settleNanos, ROUNDS_SYNCHRONIZED * roundNanos, valid, filter, pull);
    }

    /** The same for rounds as long as they are, with another validity. */
    public EnsembleConfig withHoldover(long holdoverNanos) {
        return withRound(synchronizedForNanos / ROUNDS_SYNCHRONIZED, holdoverNanos);
    }

    /** The same with another quorum. */
    public EnsembleConfig withQuorum(int clocks) {
        return new EnsembleConfig(
                clocks, panicNanos, toleranceNanos, settleNanos, synchronizedForNanos, validForNanos, filter, pull);
    }

    /** The same with other limits of distance, and another time to settle. */
    public EnsembleConfig withDistances(long panic, long tolerance, long settle) {
        return new EnsembleConfig(quorum, panic, tolerance, settle, synchronizedForNanos, validForNanos, filter, pull);
    }

    /** The same for other oscillators. */
    public EnsembleConfig withFilter(FilterLimits oscillators) {
        return new EnsembleConfig(
                quorum,
                panicNanos,
                toleranceNanos,
                settleNanos,
                synchronizedForNanos,
                validForNanos,
                oscillators,
                pull);
    }

    /** The same, which comes to a time outside in this way. */
    public EnsembleConfig withPull(PullLimits limits) {
        return new EnsembleConfig(
                quorum, panicNanos, toleranceNanos, settleNanos, synchronizedForNanos, validForNanos, filter, limits);
    }
}
