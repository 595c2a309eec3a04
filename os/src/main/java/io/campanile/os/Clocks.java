package io.campanile.os;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/** Reads clocks of the machine that Java does not show, or not by themselves. Thread-safe; a reading allocates nothing. */
public final class Clocks {

    /** Each thread has one: two that wrote to the same would read each other's time. */
    private static final ThreadLocal<Buffer> BUFFER = ThreadLocal.withInitial(Buffer::new);

    private Clocks() {}

    /** What the kernel writes to. */
    private static final class Buffer {

        private final Memory memory = new Memory(16);
        private final long address = Pointer.nativeValue(memory);

        long nanos(int clock) {
            Libc.clock_gettime(clock, address);
            return memory.getLong(0) * 1_000_000_000L + memory.getLong(8);
        }
    }

    /** {@code CLOCK_MONOTONIC_RAW}: the oscillator as it is, which nothing and nobody bends. It stands still while the machine sleeps. */
    public static long rawNanos() {
        return BUFFER.get().nanos(Libc.CLOCK_MONOTONIC_RAW);
    }

    /** {@code CLOCK_REALTIME}: nanoseconds since 1970. */
    public static long wallNanos() {
        return BUFFER.get().nanos(Libc.CLOCK_REALTIME);
    }
}
