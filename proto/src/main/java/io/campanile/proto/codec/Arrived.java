package io.campanile.proto.codec;

import io.campanile.core.message.Message;

/**
 * A message, and when it came in: what a role's handler reads.
 *
 * @param message what came in
 * @param atNanos t2 or t4: the local time at which its last byte came in
 */
public record Arrived(Message message, long atNanos) {}
