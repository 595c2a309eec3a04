package io.campanile.clock;

import java.time.Instant;

/**
 * Where cluster time lies for certain.
 *
 * @param earliestNanos not before this, in nanoseconds since 1970; {@link Long#MIN_VALUE} while the clock is unsynchronized
 * @param latestNanos not after this; {@link Long#MAX_VALUE} while the clock is unsynchronized
 */
public record TimeInterval(long earliestNanos, long latestNanos) {

    /** What is known when nothing is. */
    public static final TimeInterval UNKNOWN = new TimeInterval(Long.MIN_VALUE, Long.MAX_VALUE);

    /** Not before this; {@link Instant#MIN} while the clock is unsynchronized. */
    public Instant earliest() {
        return earliestNanos == Long.MIN_VALUE ? Instant.MIN : Instant.ofEpochSecond(0, earliestNanos);
    }

    /** Not after this; {@link Instant#MAX} while the clock is unsynchronized. */
    public Instant latest() {
        return latestNanos == Long.MAX_VALUE ? Instant.MAX : Instant.ofEpochSecond(0, latestNanos);
    }

    /** Half way between the two, where both are known. */
    public long middleNanos() {
        return earliestNanos + (latestNanos - earliestNanos) / 2;
    }

    /** How far the middle can be off, where both are known. */
    public long errorNanos() {
        return latestNanos - middleNanos();
    }

    /** Whether all of it lies after that moment. */
    public boolean isAfter(Instant moment) {
        return earliest().isAfter(moment);
    }

    /** Whether all of it lies before that moment. */
    public boolean isBefore(Instant moment) {
        return latest().isBefore(moment);
    }

    @Override
    public String toString() {
        return "[%s, %s]".formatted(earliest(), latest());
    }
}
