package io.campanile.core.ensemble;

/** Whether there is somebody whose time is the {@linkplain Outside#standard standard} of a cluster's, and is heard. */
public enum Presence {
    /** There is nobody, or he has not been heard for so long that nothing is known of his time. */
    NONE,
    /** He is yet to be heard, or to be known well: nobody founds another time. */
    AWAITED,
    /** He is heard. */
    PRESENT,
    /** He is not heard any more: where his time is is still known, and the cluster goes on by itself. */
    ABSENT
}
