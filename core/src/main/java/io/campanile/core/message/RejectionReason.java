package io.campanile.core.message;

/** Why a clock was left out of a round. */
public enum RejectionReason {
    /** It answered no probe in this round. */
    SILENT,
    /** Its readings contradict each other: it was set, slept, lies, or runs far too fast or slow. */
    INCONSISTENT,
    /** It is further from cluster time than the panic limit: not corrected either. */
    BEYOND_PANIC,
    /** Its interval shares no point with the majority's. */
    OUTSIDE_MAJORITY,
    /** It lies, or drifts, too far from the median of the majority. */
    FAR_FROM_MEDIAN
}
