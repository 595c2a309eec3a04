package io.campanile.core.ensemble;

/** Who decides what time it is. */
public enum Reference {
    /** The average of the clocks, the master's among them: Berkeley's algorithm. */
    ENSEMBLE,
    /** The master's own clock, for a master whose operating system is itself disciplined. */
    LOCAL
}
