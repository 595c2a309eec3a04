package io.campanile.core.message;

/** What an announcement tells. */
public enum AnnouncementKind {
    /** Somebody takes part from now on, or took part already when this slave joined. */
    JOINED,
    /** Somebody has said something: text. */
    SAID,
    /** Somebody takes part no more. */
    LEFT,
    /** Somebody has sent something: bytes. */
    SENT
}
