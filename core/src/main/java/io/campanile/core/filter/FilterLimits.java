package io.campanile.core.filter;

import io.campanile.core.Quantity;

/**
 * What the filter takes for granted about oscillators. Every guarantee of Campanile rests on these two numbers.
 *
 * @param maxDriftPpb how fast two healthy local clocks may drift apart, in ppb; 1 to 20 000 000. Raising it accepts
 *     worse oscillators and widens the bounds of clocks that are not well known yet
 * @param maxWanderPpb by how much such a rate may differ between any two moments within the window or the validity
 *     of a correction, in ppb; 1 to {@code maxDriftPpb}. Raising it covers faster changes of temperature and widens
 *     every bound by as much per second of age
 */
public record FilterLimits(double maxDriftPpb, double maxWanderPpb) {

    /**
     * Two clocks each within 500 ppm (the largest frequency error that RFC 5905 disciplines, its {@code MAXFREQ}), and
     * 15 ppm of wander (its {@code PHI}).
     */
    public static final FilterLimits DEFAULT = new FilterLimits(1_000_000, 15_000);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public FilterLimits {
        if (!(maxDriftPpb >= 1 && maxDriftPpb <= 20_000_000)) {
            throw new IllegalArgumentException(
                    "the drift limit is %s; choose 1 ppb to 20000 ppm".formatted(Quantity.rate(maxDriftPpb)));
        }
        if (!(maxWanderPpb >= 1 && maxWanderPpb <= maxDriftPpb)) {
            throw new IllegalArgumentException("the wander limit is %s; choose 1 ppb to the drift limit of %s"
                    .formatted(Quantity.rate(maxWanderPpb), Quantity.rate(maxDriftPpb)));
        }
    }
}
