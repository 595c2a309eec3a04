package io.campanile.load;

import io.campanile.core.Units;

/**
 * Spreads events evenly over time.
 *
 * @param perSecond how many a second
 */
record Pace(double perSecond) {

    /** How many should have happened after this time. Who was held up sees at once how many are overdue. */
    long due(long elapsedNanos) {
        return (long) (perSecond * Math.max(0, elapsedNanos) / Units.SECOND_NANOS);
    }
}
