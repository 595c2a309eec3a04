package io.campanile.core.message;

/** Who took the stamps of a reading at the slave's end, worst first. */
public enum Stamps {
    /** The program: t2 when it got the probe, t3 when it wrote the reading. */
    USER,
    /** The kernel, when the probe came in; the program took t3. */
    KERNEL_ARRIVAL,
    /** The kernel, both. It stamps what has left, so the next reading tells when this one did, as its {@link Departure}. */
    KERNEL
}
