package io.campanile.master;

import io.campanile.clock.SystemClock;
import io.campanile.core.LocalClock;
import io.campanile.core.ReferenceReading;
import io.campanile.core.Units;
import java.util.Optional;

/** The clock of a machine that is 300 ms behind UTC, and knows it. */
final class KnowingClock implements LocalClock {

    static final long ERROR_NANOS = 200_000;

    private static final long AHEAD_NANOS = 300_000_000;

    private final SystemClock machine = new SystemClock();

    @Override
    public long nanos() {
        return machine.nanos();
    }

    long utcNanos() {
        return machine.nanos() + AHEAD_NANOS;
    }

    @Override
    public Optional<ReferenceReading> utc() {
        return Optional.of(
                new ReferenceReading(machine.nanos(), AHEAD_NANOS, 0, ERROR_NANOS, 15_000, 600 * Units.SECOND_NANOS));
    }
}
