package io.campanile.core.filter;

import io.campanile.core.Exchange;
import io.campanile.core.Interval;
import io.campanile.core.Units;

/** One {@link Hypothesis} alone, that of one-sided noise: it is told how much the clock wanders, and that waits are exponential. */
final class OneSidedContender implements Contender {

    private static final double RATE_DEVIATION_PPB = 100_000;

    private final Paths paths = new Paths();
    private final Hypothesis hypothesis;
    private boolean started;
    private long origin;
    private long lastAt;

    OneSidedContender(double wanderPpb) {
        hypothesis = new Hypothesis(Hypothesis.Shape.ONE_SIDED, wanderPpb);
        paths.reset();
    }

    @Override
    public void add(Exchange exchange) {
        Interval bounds = exchange.bounds();
        long width = bounds.high() - bounds.low();
        if (!started) {
            started = true;
            origin = bounds.low() + width / 2;
            lastAt = exchange.midpoint();
            hypothesis.start(width + 1.0, RATE_DEVIATION_PPB);
        }
        double middle = bounds.low() - origin + width / 2.0;
        paths.add(width, middle);
        hypothesis.add(secondsSinceLast(exchange.midpoint()), middle, width, paths);
        lastAt = exchange.midpoint();
    }

    @Override
    public double offsetAt(long nowNanos) {
        return origin + hypothesis.line().offsetAfter(secondsSinceLast(nowNanos));
    }

    private double secondsSinceLast(long atNanos) {
        return (double) (atNanos - lastAt) / Units.SECOND_NANOS;
    }
}
