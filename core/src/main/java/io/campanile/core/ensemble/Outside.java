package io.campanile.core.ensemble;

import org.jspecify.annotations.Nullable;

/**
 * The times outside of the ensemble that are known as a round ends. Cluster time is steered towards one of them, slowly; which of
 * the two it is decides what the members are promised:
 *
 * <ul>
 *   <li>A <em>standard</em> is what members are promised to be near, because it is a cluster time that others share: a parent
 *       master's. How far this ensemble is from it, and what is not known of it, are part of every correction's error.
 *   <li><em>UTC</em> is told apart. Members are promised to be near cluster time, however far that still is from UTC.
 * </ul>
 *
 * @param standard the parent master's cluster time; null if this master has no parent, or goes on without it
 * @param utc UTC; null if nobody knows
 */
public record Outside(
        @Nullable ReferenceReading standard, @Nullable ReferenceReading utc) {

    /** Nothing is known but the ensemble. */
    public static final Outside NONE = new Outside(null, null);

    /** What is known still at this local time of the master. */
    Outside validAt(long masterNanos) {
        return new Outside(valid(standard, masterNanos), valid(utc, masterNanos));
    }

    private static @Nullable ReferenceReading valid(@Nullable ReferenceReading reading, long masterNanos) {
        return reading != null && reading.isValid(masterNanos) ? reading : null;
    }

    /** What cluster time is steered towards: the standard, or UTC where there is none; null if neither is known. */
    @Nullable
    ReferenceReading followed() {
        return standard == null ? utc : standard;
    }
}
