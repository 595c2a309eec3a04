package io.campanile.core.message;

/** What somebody is that says hello, beside a slave. */
public enum Caller {
    /** Nothing else. */
    SLAVE,
    /** The clock of a master which belongs to the group of the one that it calls, and stands by for it. */
    STANDBY,
    /** A master of slaves of its own, whose cluster's time follows that of the master that it calls: it is told the {@link Lineage}. */
    MASTER
}
