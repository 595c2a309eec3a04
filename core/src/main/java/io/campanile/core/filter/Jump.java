package io.campanile.core.filter;

import io.campanile.core.Units;
import java.util.Locale;

/**
 * A sample that cannot come from the clock that the window knew: it was set, its machine slept, or it runs far too fast
 * or slow.
 *
 * @param jumpNanos how far the offset moved at least
 * @param elapsedNanos within what time
 */
public record Jump(long jumpNanos, long elapsedNanos) {

    /** One that the slave tells of itself, without knowing how far its clock moved. */
    public static final Jump TOLD = new Jump(0, 0);

    /** The rate that would explain the jump, in ppm. */
    public double impliedRatePpm() {
        return (double) jumpNanos / Math.max(1, elapsedNanos) * 1e6;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "moved %+.6f s within %.3f s, or %+.0f ppm",
                (double) jumpNanos / Units.SECOND_NANOS,
                (double) elapsedNanos / Units.SECOND_NANOS,
                impliedRatePpm());
    }
}
