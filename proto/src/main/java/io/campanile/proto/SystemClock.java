package io.campanile.proto;

import io.campanile.core.LocalClock;
import io.campanile.core.Units;
import java.time.Instant;

/**
 * The machine's time as it was when this was made, carried on by the monotonic clock. Setting the machine's clock later
 * does not move it, and it never goes back. Thread-safe.
 */
public final class SystemClock implements LocalClock {

    private final long originNanos;

    /** Reads the machine's wall clock, once. */
    public SystemClock() {
        Instant now = Instant.now();
        originNanos = now.getEpochSecond() * Units.SECOND_NANOS + now.getNano() - System.nanoTime();
    }

    @Override
    public long nanos() {
        return originNanos + System.nanoTime();
    }
}
