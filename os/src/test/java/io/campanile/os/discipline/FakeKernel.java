package io.campanile.os.discipline;

import io.campanile.core.LocalClock;
import io.campanile.os.Timex;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A kernel in virtual time: its clock is the integral of frequency and tick over an oscillator, which runs as this test lets it. Others of
 * the machine may change what it has.
 */
final class FakeKernel implements Kernel {

    static final long SECOND = 1_000_000_000L;
    static final long START = 1_800_000_000L * SECOND;

    private long rawNanos = 5 * SECOND;

    /** The clock, and what of a nanosecond it has beside. */
    private long wallNanos = START;

    private double fraction;
    private long steppedNanos;
    private long disruptions;

    KernelState state = new KernelState(0, KernelState.TICK_MICROS, Timex.STA_UNSYNC, 16_000_000, 16_000_000);

    /** What it was ordered last; null before the first order. */
    @Nullable
    Order order;

    int steps;

    /** Each look at the clock takes this long. */
    long readingNanos;

    /** With which it refuses orders; null while it takes them. */
    @Nullable
    String refusal;

    /** Lets the oscillator run on. */
    void run(long nanos) {
        rawNanos += nanos;
        double gained = nanos * state.ratePpb() / 1e9 + fraction;
        long whole = (long) Math.floor(gained);
        fraction = gained - whole;
        wallNanos += nanos + whole;
    }

    /** Somebody sets the clock by this much. */
    void set(long nanos) {
        wallNanos += nanos;
        steppedNanos += nanos;
        state = new KernelState(
                state.frequency(), state.tickMicros(), state.flags() | Timex.STA_UNSYNC, 16_000_000, 16_000_000);
    }

    /** The machine sleeps: oscillator and monotonic clock stand still, and the clock is set afterwards. */
    void sleep(long nanos) {
        set(nanos);
        disruptions++;
    }

    /** Somebody changes the frequency. */
    void bend(double ppb) {
        state = new KernelState(
                Math.round(ppb / Timex.FREQUENCY_PPB),
                state.tickMicros(),
                state.flags(),
                state.maxErrorMicros(),
                state.estErrorMicros());
    }

    /** The machine's monotonic clock with the wall time of its start: bent as the clock is, and never set. */
    LocalClock machine() {
        return new LocalClock() {
            @Override
            public long nanos() {
                return wallNanos - steppedNanos;
            }

            @Override
            public long disruptions(long localNanos) {
                return disruptions;
            }

            @Override
            public long wallAheadNanos() {
                return steppedNanos;
            }
        };
    }

    @Override
    public long rawNanos() {
        run(readingNanos);
        return rawNanos;
    }

    @Override
    public long wallNanos() {
        return wallNanos;
    }

    @Override
    public KernelState state() {
        return state;
    }

    @Override
    public void step(long nanos) throws IOException {
        requirePermission();
        set(nanos);
        steps++;
    }

    @Override
    public KernelState keep(Order next) throws IOException {
        requirePermission();
        order = next;
        state = new KernelState(
                Math.round(next.frequencyPpb() / Timex.FREQUENCY_PPB),
                KernelState.TICK_MICROS,
                next.isSynchronized() ? 0 : Timex.STA_UNSYNC,
                Math.min(16_000_000, next.maxErrorNanos() / 1000 + 1),
                Math.min(16_000_000, next.estErrorNanos() / 1000 + 1));
        return state;
    }

    private void requirePermission() throws IOException {
        if (refusal != null) {
            throw new IOException(refusal);
        }
    }
}
