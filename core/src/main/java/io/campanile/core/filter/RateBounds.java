package io.campanile.core.filter;

import io.campanile.core.Interval;
import io.campanile.core.Units;

/**
 * Between which rates the offset has moved at every moment of the window, and with it where the offset lies.
 *
 * <p>Between two samples i and j, Δ apart, the mean rate lies in [(low_j − high_i) / Δ, (high_j − low_i) / Δ]. No moment
 * differs from a mean by more than the wander. Both follow from {@link FilterLimits} alone: no statistics.
 *
 * @param lowPpb the least rate
 * @param highPpb the greatest rate
 */
record RateBounds(double lowPpb, double highPpb) {

    /** What holds for a clock of which nothing is known. */
    static RateBounds of(FilterLimits limits) {
        return new RateBounds(-limits.maxDriftPpb(), limits.maxDriftPpb());
    }

    /**
     * What the window says, every sample compared with one narrow recent one.
     *
     * @param recent how many of the newest samples the narrow one is taken from
     */
    static RateBounds of(SampleWindow window, FilterLimits limits, int recent) {
        int reference = window.narrowest(Math.max(0, window.size() - recent));
        double low = -limits.maxDriftPpb();
        double high = limits.maxDriftPpb();
        for (int i = 0; i < reference; i++) {
            double span = window.at(reference) - window.at(i);
            if (span > 0) {
                low = Math.max(
                        low,
                        perBillion((double) (window.low(reference) - window.high(i)), span) - limits.maxWanderPpb());
                high = Math.min(
                        high,
                        perBillion((double) (window.high(reference) - window.low(i)), span) + limits.maxWanderPpb());
            }
        }
        return new RateBounds(low, high);
    }

    boolean isEmpty() {
        return lowPpb > highPpb;
    }

    double clamp(double ratePpb) {
        return Math.max(lowPpb, Math.min(highPpb, ratePpb));
    }

    /** Where the offset lies at a moment not before the newest sample: what every sample allows, all at once. */
    Interval offsetAt(SampleWindow window, long atNanos) {
        Interval all = new Interval(Long.MIN_VALUE, Long.MAX_VALUE);
        for (int i = 0; i < window.size(); i++) {
            all = all.intersect(carry(new Interval(window.low(i), window.high(i)), atNanos - window.at(i)));
        }
        return all;
    }

    /** Where an offset that lay in the interval lies after this time. An interval that is not empty stays so. */
    Interval carry(Interval offset, long nanos) {
        return new Interval(
                offset.low() + (long) Math.floor(lowPpb / Units.PPB * nanos),
                offset.high() + (long) Math.ceil(highPpb / Units.PPB * nanos));
    }

    private static double perBillion(double nanos, double spanNanos) {
        return nanos / spanNanos * Units.PPB;
    }
}
