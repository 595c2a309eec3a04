package io.campanile.proto.codec;

import io.campanile.core.message.Message.Probe;

/**
 * Tells the handler that wrote a probe when the probe went out. It comes as a user event.
 *
 * @param probe which probe
 * @param atNanos t1: the local time
 * @param by who took it: the program, just before it handed the probe to the wire, which comes first, and always; or the kernel, as the
 *     probe left, which comes later, where it comes, and perhaps once more, when the network card knows better
 */
public record Departed(Probe probe, long atNanos, StampedBy by) {}
