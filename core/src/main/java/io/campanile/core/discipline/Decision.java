package io.campanile.core.discipline;

/** What became of a correction. */
public sealed interface Decision {

    /**
     * It was applied: publish the timeline.
     *
     * @param timeline what to serve from now on
     * @param steppedNanos how far the served clock jumped; 0 when it slews
     */
    record Applied(Timeline timeline, long steppedNanos) implements Decision {}

    /**
     * It was not, and nothing changed.
     *
     * @param reason why
     */
    record Refused(Refusal reason) implements Decision {}

    /** Why a correction is refused. Each is harmless: the next reading tells the master what the clock applies. */
    enum Refusal {
        /** It comes from a master that has been replaced. */
        STALE_EPOCH,
        /** It corrects a mapping that is no longer, or not yet, in force: a repeat, or one that crossed another. */
        OTHER_VERSION,
        /** It holds at a local time too far from now to be meant for this clock. */
        FAR_FROM_NOW,
        /** It would make the clock run at an impossible rate. */
        IMPOSSIBLE_RATE,
        /** Its epoch is further ahead of this clock's own time than {@link ObedienceLimits} allow. */
        EPOCH_AHEAD,
        /** It would move the clock further than {@link ObedienceLimits} allow. */
        BEYOND_PANIC;

        /** Whether no good master sends such a correction, however messages cross and repeat. */
        public boolean isDistrust() {
            return this == EPOCH_AHEAD || this == BEYOND_PANIC;
        }
    }
}
