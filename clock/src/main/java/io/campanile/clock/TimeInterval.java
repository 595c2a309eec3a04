package io.campanile.clock;

import java.time.Instant;

/**
 * Where cluster time lies for certain.
 *
 * @param earliest not before this; {@link Instant#MIN} while the clock is unsynchronized
 * @param latest not after this; {@link Instant#MAX} while the clock is unsynchronized
 */
public record TimeInterval(Instant earliest, Instant latest) {

    /** What is known when nothing is. */
    public static final TimeInterval UNKNOWN = new TimeInterval(Instant.MIN, Instant.MAX);

    /** Whether all of it lies after that moment. */
    public boolean isAfter(Instant moment) {
        return earliest.isAfter(moment);
    }

    /** Whether all of it lies before that moment. */
    public boolean isBefore(Instant moment) {
        return latest.isBefore(moment);
    }
}
