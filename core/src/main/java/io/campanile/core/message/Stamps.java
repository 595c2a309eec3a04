package io.campanile.core.message;

/** Who took the stamps of a reading at the slave's end, worst first. */
public enum Stamps {
    /** The program: t2 when it got the probe, t3 when it wrote the reading. */
    USER,
    /** The kernel, when the probe came in; the program took t3. */
    KERNEL_ARRIVAL,
    /** The kernel, both. It stamps what has left, so the next reading tells when this one did, as its {@link Departure}. */
    KERNEL,
    /** The network card took t2, and t3 if it told that in time; the kernel, otherwise. As late as with {@link #KERNEL}. */
    HARDWARE;

    /** Whether the next reading tells when this one left. */
    public boolean areTold() {
        return this == KERNEL || this == HARDWARE;
    }
}
