package io.campanile.proto.codec;

import io.campanile.core.message.Message.Probe;

/**
 * Tells the handler that wrote a probe when the probe went out. It comes as a user event.
 *
 * @param probe which probe
 * @param atNanos t1: the local time
 * @param by who took it
 */
public record Departed(Probe probe, long atNanos, By by) {

    /** Who tells. */
    public enum By {
        /** The program, just before it handed the probe to the wire. That comes first, and always. */
        PROGRAM,
        /** The kernel, as the probe left. That comes later, where it comes. */
        KERNEL
    }
}
