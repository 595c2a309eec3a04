package io.campanile.proto.lane;

/** Tells the handler of a master's connection, as a user event, whether it may write {@link ByDatagram}. */
public enum LaneEvent {
    /** The slave has proven where datagrams reach it: for the first time, or from another place. */
    OPENED,
    /** None reach it any more. */
    CLOSED
}
