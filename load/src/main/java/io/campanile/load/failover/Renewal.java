package io.campanile.load.failover;

/**
 * When slaves were corrected by a master that came after another. NaN is what has not happened.
 *
 * @param firstNanos the machine's clock as the first of them was seen to be
 * @param lastNanos and the last
 */
record Renewal(double firstNanos, double lastNanos) {

    /** Nobody is yet. */
    static final Renewal NONE = new Renewal(Double.NaN, Double.NaN);

    /** The same, seen at another instant. */
    Renewal seen(long instant, long renewed, int clocks) {
        return new Renewal(
                Double.isNaN(firstNanos) && renewed > 0 ? instant : firstNanos,
                Double.isNaN(lastNanos) && renewed == clocks ? instant : lastNanos);
    }

    boolean isComplete() {
        return !Double.isNaN(lastNanos);
    }
}
