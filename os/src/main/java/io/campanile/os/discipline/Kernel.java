package io.campanile.os.discipline;

import java.io.IOException;

/** The kernel, as far as it keeps clocks. One thread at a time. */
interface Kernel {

    /** The oscillator as it is: nothing bends it. */
    long rawNanos();

    /** The clock that is kept: nanoseconds since 1970. */
    long wallNanos();

    /** How it keeps its clock. */
    KernelState state() throws IOException;

    /** Moves the clock at once. */
    void step(long nanos) throws IOException;

    /** Has the clock run so from now on, and say so of itself. Returns what the kernel has made of it. */
    KernelState keep(Order order) throws IOException;
}
