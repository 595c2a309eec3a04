package io.campanile.proto.codec;

/** Who has stamped what came in or went out, worst first. */
public enum StampedBy {
    /** The program, as it read or wrote. */
    PROGRAM,
    /** The kernel. */
    KERNEL,
    /** The network card, beside the kernel. */
    CARD
}
