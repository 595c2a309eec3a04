package io.campanile.core.filter;

import io.campanile.core.Exchange;

/** A way to estimate the offset of a clock from exchanges with it. */
interface Contender {

    /** Takes in one exchange, not older than the last one. */
    void add(Exchange exchange);

    /**
     * The best estimate of the offset in nanoseconds, once there was an exchange.
     *
     * @param nowNanos the master's local time, not before the last exchange
     */
    double offsetAt(long nowNanos);
}
