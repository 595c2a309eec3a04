package io.campanile.core.discipline;

/** How far a cluster clock can be trusted. */
public enum ClockStatus {
    /** Never corrected, or not since its bound has expired: it makes no claim about the error. */
    UNSYNCHRONIZED,
    /** Corrected lately; the bound holds. */
    SYNCHRONIZED,
    /** Running on its last rate, without a correction for several rounds; the bound still holds, and grows. */
    HOLDOVER
}
