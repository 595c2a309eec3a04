package io.campanile.proto.lane;

import io.campanile.core.message.Message.Probe;

/**
 * A probe that a master's handler writes to its connection, to be sent by the session's lane.
 *
 * @param probe which
 */
public record ByDatagram(Probe probe) {}
