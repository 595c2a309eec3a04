package io.campanile.core.filter;

import io.campanile.core.Exchange;

/**
 * A slave's local clock as an oscillator runs it, against a master whose local clock is perfect. Its rate and its offset
 * may change, but only forwards in time.
 */
final class DriftingClock {

    private long sinceNanos;
    private double offset;
    private double ratePpb;

    DriftingClock(double offset, double ratePpb) {
        this.offset = offset;
        this.ratePpb = ratePpb;
    }

    double ratePpb() {
        return ratePpb;
    }

    /** The true offset, fractions included, when the master's clock shows this. */
    double offsetAt(long masterNanos) {
        return offset + ratePpb / 1e9 * (masterNanos - sinceNanos);
    }

    void changeRate(long masterNanos, double newRatePpb) {
        offset = offsetAt(masterNanos);
        sinceNanos = masterNanos;
        ratePpb = newRatePpb;
    }

    void step(long nanos) {
        offset += nanos;
    }

    /** A round trip that starts at t1 and takes these times on the way out, at the slave and on the way back. */
    Exchange exchange(long t1, long out, long stay, long back) {
        return new Exchange(t1, read(t1 + out), read(t1 + out + stay), t1 + out + stay + back);
    }

    private long read(long masterNanos) {
        return masterNanos + (long) Math.floor(offsetAt(masterNanos));
    }
}
