package io.campanile.core.discipline;

import io.campanile.core.Quantity;
import io.campanile.core.Units;

/**
 * How a served clock follows its target, and which corrections it takes at all.
 *
 * @param maxSlewPpb how fast served may run against target, in ppb; 1 000 (1 ppm) to 100 000 000 (10 %). Raising it
 *     removes an error sooner and makes measured durations wrong by as much meanwhile
 * @param stepThresholdNanos from how far behind the clock is stepped forward at once instead of slewed; 1 ms and more.
 *     Raising it avoids steps at the price of slower recovery. A clock that serves is never stepped back
 * @param obedience what it takes from a master
 */
public record DisciplineLimits(double maxSlewPpb, long stepThresholdNanos, ObedienceLimits obedience) {

    /** 1 % (a tenth of chrony's most), and the step threshold of RFC 5905 ({@code STEPT}), 128 ms. */
    public static final DisciplineLimits DEFAULT = new DisciplineLimits(10_000_000, 128_000_000);

    private static final long MAX_SLEW_NANOS = 86_400 * Units.SECOND_NANOS;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public DisciplineLimits {
        if (!(maxSlewPpb >= 1_000 && maxSlewPpb <= 100_000_000)) {
            throw new IllegalArgumentException(
                    "the slew limit is %s; choose 1 ppm to 100000 ppm".formatted(Quantity.rate(maxSlewPpb)));
        }
        Quantity.requireDuration(stepThresholdNanos >= 1_000_000, "step threshold", stepThresholdNanos, "1 ms or more");
    }

    /** The same, with the {@linkplain ObedienceLimits#DEFAULT usual} limits of what it takes from a master. */
    public DisciplineLimits(double maxSlewPpb, long stepThresholdNanos) {
        this(maxSlewPpb, stepThresholdNanos, ObedienceLimits.DEFAULT);
    }

    /** The same, with others. */
    public DisciplineLimits withObedience(ObedienceLimits limits) {
        return new DisciplineLimits(maxSlewPpb, stepThresholdNanos, limits);
    }

    /**
     * As much of a lag as slews away in a day, the longest that any correction is valid. So no slew ends beyond the end
     * of time, and none is so long that it cannot be computed to the nanosecond.
     */
    long slewable(long lagNanos) {
        long most = (long) (maxSlewPpb / Units.PPB * MAX_SLEW_NANOS);
        return Math.max(-most, Math.min(most, lagNanos));
    }

    /** How long a lag takes to slew away, at least a nanosecond. */
    long slewNanos(long lagNanos) {
        return (long) Math.ceil(Math.abs((double) lagNanos) / maxSlewPpb * Units.PPB);
    }
}
