package io.campanile.proto.codec;

import io.campanile.core.message.Message.Probe;

/**
 * Tells the handler that wrote a probe when the probe went out. It comes as a user event, and it may come after the write
 * has returned: a stamp of the kernel's is known only once the probe has left.
 *
 * @param probe which probe
 * @param atNanos t1: the local time just before it was handed to the wire
 */
public record Departed(Probe probe, long atNanos) {}
