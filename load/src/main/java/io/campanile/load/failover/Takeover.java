package io.campanile.load.failover;

/**
 * What one fault came to. Nanoseconds; NaN is what has not happened.
 *
 * @param firstNanos from the fault until the first slave was corrected in a later epoch
 * @param lastNanos from the fault until the last one was
 * @param apartBeforeNanos how far any two clocks were apart at most, for as long before the fault as they were watched
 * @param apartAfterNanos the same for as long after it
 * @param boundNanos the greatest error that any clock stated in that time
 * @param uncorrectedNanos the longest that any clock went without a correction, until all was well again
 * @param broken what was seen that must never be, until all was well again
 */
public record Takeover(
        double firstNanos,
        double lastNanos,
        double apartBeforeNanos,
        double apartAfterNanos,
        double boundNanos,
        double uncorrectedNanos,
        Broken broken) {

    /** Whether another term has begun, and corrected everybody. */
    public boolean isComplete() {
        return !Double.isNaN(lastNanos);
    }

    /** By how much clocks were further apart after the fault than before; negative if they were closer. */
    public double apartAddedNanos() {
        return apartAfterNanos - apartBeforeNanos;
    }
}
