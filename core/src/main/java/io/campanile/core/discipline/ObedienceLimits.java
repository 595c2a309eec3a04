package io.campanile.core.discipline;

import io.campanile.core.Quantity;
import io.campanile.core.Units;
import java.time.Duration;

/**
 * What a clock takes from a master, whoever that is. A master that goes beyond is not obeyed, and is left.
 *
 * @param panicNanos by how much corrections may move the clock, all together, away from what its own oscillator makes of the first
 *     one; 1 ms and more. Raising it corrects clocks whose machine slept for longer, and lets a wrong master move them further
 * @param firstNanos by how much the first correction may move it; 1 ms and more
 * @param epochLeadMillis how far a master's epoch, a wall time in milliseconds, may be ahead of this clock's own time and of what it
 *     has obeyed; 1 s and more. Raising it lets a machine take part whose clock is far behind, and one wrong master keep
 *     the others from being obeyed for longer
 * @param mostValidNanos the longest that a bound is believed, however long the master says that it holds; 1 s and more
 * @param beginsAgain whether a clock that was steady and whose bound is void, because its machine slept or a master rejected it,
 *     begins again: the next correction may move it by as much as the first, whatever the panic limits. A clock that was corrected fewer
 *     than eight times in a row before that does so in any case. Where it is on, a machine that slept for long comes back by
 *     itself; and a majority of wrong clocks moves this one anywhere
 */
public record ObedienceLimits(
        long panicNanos, long firstNanos, long epochLeadMillis, long mostValidNanos, boolean beginsAgain) {

    /** No clock shows more than this. */
    public static final long UNLIMITED_NANOS = 1L << 61;

    private static final long MILLI_NANOS = Units.SECOND_NANOS / 1000;

    /**
     * A panic limit as RFC 5905 has it ({@code PANICT}), 1000 s; a first correction of any size; epochs up to two days ahead, since a lone
     * master may be a day above its own clock; bounds that hold for ten of the longest rounds, ten hours. A steady clock does not begin again.
     */
    public static final ObedienceLimits DEFAULT = new ObedienceLimits(
            1000 * Units.SECOND_NANOS,
            UNLIMITED_NANOS,
            Duration.ofDays(2).toMillis(),
            Duration.ofHours(10).toNanos(),
            false);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public ObedienceLimits {
        Quantity.requireDuration(panicNanos >= MILLI_NANOS, "panic limit", panicNanos, "1 ms or more");
        Quantity.requireDuration(
                firstNanos >= MILLI_NANOS, "limit of the first correction", firstNanos, "1 ms or more");
        if (epochLeadMillis < 1000) {
            throw new IllegalArgumentException(
                    "the lead of an epoch is %s ms; choose 1 s or more".formatted(epochLeadMillis));
        }
        Quantity.requireDuration(
                mostValidNanos >= Units.SECOND_NANOS, "longest validity", mostValidNanos, "1 s or more");
    }

    /** The same with another panic limit. */
    public ObedienceLimits withPanicNanos(long nanos) {
        return new ObedienceLimits(nanos, firstNanos, epochLeadMillis, mostValidNanos, beginsAgain);
    }

    /** The same for a clock that begins again, or does not. */
    public ObedienceLimits withBeginsAgain(boolean again) {
        return new ObedienceLimits(panicNanos, firstNanos, epochLeadMillis, mostValidNanos, again);
    }

    /**
     * Whether a master of this epoch may be obeyed.
     *
     * @param obeyed the newest epoch that this clock has obeyed; 0 before the first
     * @param localNanos its own wall time
     */
    public boolean admitsEpoch(long epoch, long obeyed, long localNanos) {
        long known = Math.max(obeyed, localNanos / MILLI_NANOS);
        // A difference of numbers that are no less than 0 does not overflow, as the sum could.
        return epoch <= known || epoch - known <= epochLeadMillis;
    }

    /** The same correction, which promises for no longer than is believed. */
    Correction capped(Correction correction) {
        return correction.validForNanos() <= mostValidNanos
                ? correction
                : new Correction(
                        correction.epoch(),
                        correction.round(),
                        correction.baseVersion(),
                        correction.atNanos(),
                        correction.offsetNanos(),
                        correction.ratePpb(),
                        correction.errorNanos(),
                        correction.errorGrowthPpb(),
                        Math.min(correction.synchronizedForNanos(), mostValidNanos),
                        mostValidNanos,
                        correction.utc());
    }
}
