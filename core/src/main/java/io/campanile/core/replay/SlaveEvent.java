package io.campanile.core.replay;

import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.discipline.Effect;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.RejectionReason;
import io.campanile.core.message.Standing;
import org.jspecify.annotations.Nullable;

/** Something that a slave was told, or what its cluster clock did with it. All times are the slave's local time in nanoseconds. */
public sealed interface SlaveEvent extends Event {

    /** Its process began, with a clock that nobody has corrected. */
    record ClockBegun(DisciplineLimits limits) implements SlaveEvent {}

    /**
     * A master has welcomed it.
     *
     * @param session the session's number
     * @param name what that master calls it
     * @param epoch the master's
     */
    record Welcomed(long session, String name, long epoch, long atNanos) implements SlaveEvent {}

    /**
     * It has answered a probe.
     *
     * @param reading its answer as it was sent, with its stamps and what it told of its clock; the nonce is not kept
     * @param standing what the probe said of it
     * @param rejection why it was rejected; null if it was not
     */
    record Answered(
            Reading reading, Standing standing, @Nullable RejectionReason rejection) implements SlaveEvent {}

    /**
     * Its clock was corrected, or has refused that.
     *
     * @param atNanos when
     * @param effect what came of it
     */
    record Corrected(Correction correction, long atNanos, Effect effect) implements SlaveEvent {}

    /**
     * Its local clock was disrupted.
     *
     * @param times how often by now
     */
    record Disrupted(long times) implements SlaveEvent {}

    /** A master has found that its clock is wrong. */
    record Rejected() implements SlaveEvent {}

    /** It left a master that it does not believe: others of this epoch may be obeyed again. */
    record ForgotEpochsAbove(long epoch) implements SlaveEvent {}

    /** Its machine's wall clock was this far ahead of the local one while the cluster clock was right. */
    record WallNoted(long aheadNanos) implements SlaveEvent {}

    /**
     * Its clock, which promised nothing, went along with the machine's.
     *
     * @param aheadNanos how far that was ahead of the local one
     */
    record Followed(long aheadNanos, long atNanos) implements SlaveEvent {}

    /**
     * A session in which it was welcome is over.
     *
     * @param why one sentence
     */
    record Parted(long session, String why) implements SlaveEvent {}
}
