package io.campanile.proto.codec;

import io.campanile.core.message.Message.Reading;

/**
 * Tells the handlers of a slave what became of an answer as it went out. It comes as a user event.
 *
 * @param reading the answer with its last stamp, as it is on the wire
 */
public record Answered(Reading reading) {}
