package io.campanile.core.filter;

import io.campanile.core.Exchange;
import io.campanile.core.Units;

/** A Kalman filter of offset and rate that is told how much the clock wanders, and the variance of each measurement. */
final class KalmanContender implements Contender {

    private static final double RATE_DEVIATION_PPB = 100_000;

    /** The variance of a measurement. */
    interface Variance {

        /**
         * The variance in ns².
         *
         * @param excessNanos by how much the round trip took longer than the shortest one
         */
        double of(double excessNanos);
    }

    private final Variance variance;
    private final LineState line;
    private long leastDelay = Long.MAX_VALUE;
    private long origin;
    private long lastAt;

    /**
     * Knows nothing of the clock yet.
     *
     * @param wanderPpb by how much the clock's rate wanders in a second
     * @param variance of each measurement
     */
    KalmanContender(double wanderPpb, Variance variance) {
        this.variance = variance;
        this.line = new LineState(wanderPpb);
    }

    /** Every measurement is as good as every other: the best linear filter. */
    static Contender constant(double wanderPpb, double jitterNanos) {
        // The mean of two ways whose waits have this deviation each.
        return new KalmanContender(wanderPpb, excess -> jitterNanos * jitterNanos / 2);
    }

    /** A measurement is as good as its round trip was short: its error is uniform within ± half of the excess. */
    static Contender byDelay(double wanderPpb, double jitterNanos) {
        double floor = 0.02 * jitterNanos;
        return new KalmanContender(wanderPpb, excess -> excess * excess / 12 + floor * floor);
    }

    @Override
    public void add(Exchange exchange) {
        if (leastDelay == Long.MAX_VALUE) {
            origin = exchange.offset();
            lastAt = exchange.midpoint();
            line.start(0, (double) exchange.delay(), 0, RATE_DEVIATION_PPB);
        }
        leastDelay = Math.min(leastDelay, exchange.delay());
        line.advance(secondsSinceLast(exchange.midpoint()));
        lastAt = exchange.midpoint();
        double scale = Math.sqrt(line.offsetVarianceAfter(0) + variance.of((double) (exchange.delay() - leastDelay)));
        line.measured(scale, ((double) (exchange.offset() - origin) - line.offsetAfter(0)) / scale, 1);
    }

    @Override
    public double offsetAt(long nowNanos) {
        return origin + line.offsetAfter(secondsSinceLast(nowNanos));
    }

    private double secondsSinceLast(long atNanos) {
        return (double) (atNanos - lastAt) / Units.SECOND_NANOS;
    }
}
