package io.campanile.core.message;

/** What an announcement tells. */
public enum AnnouncementKind {
    /** Somebody takes part in the conversation from now on, or already when this slave came. */
    JOINED,
    /** Somebody has said something: text. */
    SAID,
    /** Somebody has left the conversation. */
    LEFT,
    /** Somebody has sent something: bytes. */
    SENT
}
