package io.campanile.os.discipline;

import io.campanile.core.LocalClock;
import io.campanile.core.TwoClocks;
import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * The machine's wall time as it was when this was made, carried on by its oscillator, which nothing bends: the local clock of a slave that
 * bends the machine's other clocks. Where these are set, or miss time, it says the same as they do; what this process itself moves them
 * by does not count.
 *
 * <p>Thread-safe.
 */
final class RawClock implements LocalClock {

    private static final int TRIES = 100;

    private final LongSupplier oscillator;
    private final LocalClock machine;
    private final long originNanos;

    /** By how much this process has moved the machine's clock. */
    private long steppedNanos;

    /**
     * One that shows the machine's time now.
     *
     * @param oscillator in nanoseconds
     * @param machine the machine's time by the clock that is bent; knows of disruptions, and of steps of the wall clock
     */
    RawClock(LongSupplier oscillator, LocalClock machine) {
        this.oscillator = oscillator;
        this.machine = machine;
        this.originNanos = TwoClocks.read(oscillator, machine::nanos, TRIES, 0).aheadNanos();
    }

    @Override
    public long nanos() {
        return originNanos + oscillator.getAsLong();
    }

    /** Asked by the clock that is bent: that and the time since the machine's start run at one rate, and so show every gap. */
    @Override
    public long disruptions(long localNanos) {
        return machine.disruptions(machine.nanos());
    }

    @Override
    public synchronized long wallAheadNanos() {
        return machine.wallAheadNanos() - steppedNanos;
    }

    /** Does what moves the machine's clock by this much, at one moment for whoever asks how far that is ahead. */
    synchronized void stepping(long nanos, Step step) throws IOException {
        step.run();
        steppedNanos += nanos;
    }

    /** Moves the machine's clock. */
    @FunctionalInterface
    interface Step {

        /** Does it, or fails with the kernel's reason. */
        void run() throws IOException;
    }
}
