package io.campanile.core.filter;

import io.campanile.core.Exchange;

/** What Campanile does. It is told nothing. */
final class ProductionContender implements Contender {

    private final ClockFilter filter = new ClockFilter(FilterLimits.DEFAULT);

    @Override
    public void add(Exchange exchange) {
        filter.add(exchange);
    }

    @Override
    public double offsetAt(long nowNanos) {
        return filter.estimate(nowNanos).orElseThrow().offsetNanos();
    }
}
