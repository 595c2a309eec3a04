package io.campanile.os.discipline;

/**
 * What the kernel is to do with its clock until the next order.
 *
 * @param stepNanos by how much to move it at once, before the rest; 0 for not at all
 * @param frequencyPpb by how much it is to run faster than its oscillator, in ppb
 * @param isSynchronized whether somebody keeps it
 * @param maxErrorNanos how far it can be from cluster time
 * @param estErrorNanos how far it is thought to be
 */
record Order(long stepNanos, double frequencyPpb, boolean isSynchronized, long maxErrorNanos, long estErrorNanos) {

    private static final long MICRO_NANOS = 1_000;

    /** To go on as it was, at another frequency. */
    static Order leaving(KernelState found, double frequencyPpb) {
        return new Order(
                0,
                frequencyPpb,
                found.isSynchronized(),
                found.maxErrorMicros() * MICRO_NANOS,
                found.estErrorMicros() * MICRO_NANOS);
    }
}
