package io.campanile.proto.codec;

import io.campanile.core.LocalClock;

/**
 * When a connection last read and last wrote, by its local clock: the one place that reads the clock for the protocol.
 * One for each channel; the channel's event loop owns it.
 */
public final class TimeStamps {

    private final LocalClock clock;
    private long arrivalNanos;
    private long departureNanos;

    /** Stamps that are taken from this clock. */
    public TimeStamps(LocalClock clock) {
        this.clock = clock;
        this.arrivalNanos = clock.nanos();
        this.departureNanos = arrivalNanos;
    }

    /** Something came in so long ago. */
    void arrived(long waitedNanos) {
        arrivalNanos = clock.nanos() - waitedNanos;
    }

    long departing() {
        departureNanos = clock.nanos();
        return departureNanos;
    }

    /** t2 or t4: when the bytes of the last message came in. */
    public long arrivalNanos() {
        return arrivalNanos;
    }

    /** t1 or t3: when the last message was handed to the wire. */
    public long departureNanos() {
        return departureNanos;
    }

    /** The local time now. */
    public long nowNanos() {
        return clock.nanos();
    }
}
