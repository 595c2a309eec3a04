package io.campanile.os.discipline;

import io.campanile.os.Clocks;
import io.campanile.os.Timex;
import java.io.IOException;

/** Linux. Whoever makes one must be permitted to set the machine's clock before it orders anything. */
final class LinuxKernel implements Kernel {

    private static final long MICRO_NANOS = 1_000;

    private final Timex timex = new Timex();

    @Override
    public long rawNanos() {
        return Clocks.rawNanos();
    }

    @Override
    public long wallNanos() {
        return Clocks.wallNanos();
    }

    @Override
    public KernelState state() throws IOException {
        return call(0);
    }

    @Override
    public void step(long nanos) throws IOException {
        timex.offsetNanos(nanos);
        call(Timex.ADJ_SETOFFSET | Timex.ADJ_NANO);
    }

    @Override
    public KernelState keep(Order order) throws IOException {
        timex.frequency(Math.round(order.frequencyPpb() / Timex.FREQUENCY_PPB));
        timex.tickMicros(KernelState.TICK_MICROS);
        timex.status(order.isSynchronized() ? 0 : Timex.STA_UNSYNC);
        timex.maxErrorMicros(micros(order.maxErrorNanos()));
        timex.estErrorMicros(micros(order.estErrorNanos()));
        return call(Timex.ADJ_FREQUENCY | Timex.ADJ_TICK | Timex.ADJ_STATUS | Timex.ADJ_MAXERROR | Timex.ADJ_ESTERROR);
    }

    private static long micros(long nanos) {
        return Math.min(KernelState.MOST_ERROR_MICROS, nanos / MICRO_NANOS + 1);
    }

    private KernelState call(int modes) throws IOException {
        try {
            timex.call(modes);
        } catch (IOException e) {
            throw new IOException("the kernel does not let the machine's clock be kept: " + e.getMessage(), e);
        }
        return new KernelState(
                timex.frequency(), timex.tickMicros(), timex.status(), timex.maxErrorMicros(), timex.estErrorMicros());
    }
}
