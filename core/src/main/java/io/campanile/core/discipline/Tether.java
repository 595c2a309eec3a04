package io.campanile.core.discipline;

import io.campanile.core.Mapping;
import io.campanile.core.Units;

/**
 * Where a clock would be by its own oscillator since its first correction. It follows the corrections no faster than a healthy
 * oscillator may need, so that a master that moves the clock little by little gets no further than one that does it at once.
 *
 * @param atNanos the local time of the last correction
 * @param offsetNanos what the mapping should have been then: target − local
 */
record Tether(long atNanos, long offsetNanos) {

    /** Two oscillators at 500 ppm each, the most that RFC 5905 disciplines ({@code MAXFREQ}). */
    static final double FOLLOWS_PPB = 1_000_000;

    /** That of a clock that has just been corrected for the first time. */
    static Tether tied(Mapping target, long localNanos) {
        return new Tether(localNanos, target.offsetAt(localNanos));
    }

    /** The same for a clock that goes along with one that was set. */
    Tether shifted(long byNanos) {
        return new Tether(atNanos, offsetNanos + byNanos);
    }

    /** The same by now. */
    Tether following(Mapping target, long localNanos) {
        long may = (long) (FOLLOWS_PPB / Units.PPB * Math.max(0, localNanos - atNanos));
        long away = target.offsetAt(localNanos) - offsetNanos;
        return new Tether(localNanos, offsetNanos + Math.max(-may, Math.min(may, away)));
    }

    /**
     * How far a mapping is from it, or will be as its promise runs out.
     *
     * @param validNanos for how long it is promised
     */
    long strain(Mapping target, long localNanos, long validNanos) {
        double runsAway = Math.max(0, Math.abs(target.ratePpb()) - FOLLOWS_PPB);
        return Math.abs(target.offsetAt(localNanos) - offsetNanos) + Units.widening(runsAway, validNanos);
    }
}
