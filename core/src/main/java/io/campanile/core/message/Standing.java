package io.campanile.core.message;

/** Where a slave stands with its master. */
public enum Standing {
    /** Connected; no round has judged it yet. */
    JOINING,
    /** Corrected, and watched before it may vote. */
    PROBATION,
    /** Corrected, and its clock is one of those that decide. */
    MEMBER,
    /** Corrected; it asked not to vote, or has no right to. */
    OBSERVER,
    /** Left out of the last round: see the reason. */
    REJECTED
}
