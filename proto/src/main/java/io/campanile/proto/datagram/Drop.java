package io.campanile.proto.datagram;

/** Why a datagram came to nothing. */
public enum Drop {
    /** Bytes that are no message, or more of them than a message may have. */
    MALFORMED,
    /** It belongs to no session, and calls for no answer. */
    STRANGER,
    /** It is not sealed, and has to be. */
    UNSEALED,
    /** It is sealed with keys that this end does not have, or no longer. */
    UNKNOWN_KEY,
    /** Its tag is wrong. */
    FORGED,
    /** It has come before, or far too late. */
    REPLAYED,
    /** Its keys are over. */
    EXPIRED,
    /** Its keys are somebody else's than the session's. */
    FOREIGN,
    /** Its answer would be longer than it is, or there were too many to be answered. */
    UNANSWERED,
    /** There are as many sessions that wait to be let in as there may be, at all or from its address. */
    CROWDED,
    /** It was to be sent, and the socket could not take it. */
    NOT_SENT
}
