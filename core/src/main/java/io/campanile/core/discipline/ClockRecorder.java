package io.campanile.core.discipline;

/**
 * Hears all that a {@link Discipline} is told, in the order in which it takes it in, and what it decides: enough to have another one
 * decide the same again.
 *
 * <p>The discipline's one writer calls it, on whatever thread that is; it must not block it. All times are the clock's local time.
 */
public interface ClockRecorder {

    /** Hears nothing. */
    ClockRecorder NONE = new ClockRecorder() {};

    /** A clock begins that nobody has corrected yet. */
    default void begun(DisciplineLimits limits) {}

    /**
     * A correction was applied or refused.
     *
     * @param nowNanos from when on what came of it is served
     * @param after what the clock serves behind it
     */
    default void corrected(Correction correction, long nowNanos, Decision decision, Timeline after) {}

    /**
     * The local clock was disrupted.
     *
     * @param times how often by now
     */
    default void disrupted(long times) {}

    /** A master found that the clock is wrong. */
    default void rejected() {}

    /** Masters of this epoch may be obeyed again. */
    default void forgotEpochsAbove(long epoch) {}

    /** The machine's wall clock was this far ahead of the local one while the clock was right. */
    default void wallNoted(long aheadNanos) {}

    /**
     * The clock, which promised nothing, went along with the machine's wall clock.
     *
     * @param aheadNanos how far that was ahead of the local one
     */
    default void followed(long aheadNanos, long nowNanos) {}
}
