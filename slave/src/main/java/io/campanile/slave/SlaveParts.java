package io.campanile.slave;

import io.campanile.clock.DisciplinedClock;
import io.campanile.core.replay.SlaveRecorder;
import org.jspecify.annotations.Nullable;

/**
 * What all sessions of a slave have in common.
 *
 * @param clock what they correct
 * @param announcements in which the slave takes part, if in any
 * @param recorder hears what they are told
 */
record SlaveParts(
        SlaveIdentity identity,
        DisciplinedClock clock,
        @Nullable Announcements announcements,
        SlaveRecorder recorder) {

    /** Those of a slave that does nothing but keep a clock. */
    SlaveParts(SlaveIdentity identity, DisciplinedClock clock) {
        this(identity, clock, null, SlaveRecorder.NONE);
    }
}
