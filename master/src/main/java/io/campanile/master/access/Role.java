package io.campanile.master.access;

/** What somebody with a certificate may be. */
public enum Role {
    /** A slave whose clock votes, or one that only follows. */
    VOTER,
    /** A slave that only follows: it is corrected and has no vote. */
    OBSERVER,
    /** Another master of the group, which is a slave with a vote while it does not lead. */
    MASTER,
    /** Somebody who looks at the master, and tells it what to do. */
    OPERATOR
}
