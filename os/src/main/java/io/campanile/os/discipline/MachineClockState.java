package io.campanile.os.discipline;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a machine's clock is kept, as it was at the last look, which is a second old at most while somebody keeps it.
 *
 * @param keeping what is done with it
 * @param aheadNanos by how much it was ahead of the cluster's clock; null before the first look
 * @param frequencyPpb by how much the kernel has it run faster than its oscillator, what is slewed away included
 * @param maxErrorNanos what the kernel says that it can be off; 16 s is as much as the kernel can say
 * @param isSynchronized whether the kernel says that somebody keeps it
 * @param steps how often it was set at once
 * @param interferences how often somebody else was found to have changed it
 * @param lastInterference what that was the last time, as a clause; null if there was none
 * @param disruptions how often the machine was found to have slept, or to have been moved
 */
public record MachineClockState(
        Keeping keeping,
        @Nullable Long aheadNanos,
        double frequencyPpb,
        long maxErrorNanos,
        boolean isSynchronized,
        long steps,
        long interferences,
        @Nullable String lastInterference,
        long disruptions) {

    private static final long MICRO_NANOS = 1_000;

    /** What is done with a machine's clock. */
    public enum Keeping {
        /** Nobody has known cluster time yet: it goes on as it did. */
        WAITING,
        /** It follows cluster time. */
        FOLLOWING,
        /** It goes on as cluster time in holdover does. */
        HOLDOVER,
        /** Nobody knows cluster time any more: it goes on at its last good frequency. */
        FREE,
        /** It is left to itself or to somebody else, and not looked at any more. */
        LEFT
    }

    /** One that nobody has looked at yet. */
    static MachineClockState waiting(KernelState kernel) {
        return new MachineClockState(
                Keeping.WAITING,
                null,
                kernel.ratePpb(),
                kernel.maxErrorMicros() * MICRO_NANOS,
                kernel.isSynchronized(),
                0,
                0,
                null,
                0);
    }

    /** The same after a look. */
    MachineClockState after(Keeping now, @Nullable Long ahead, KernelState kernel) {
        return new MachineClockState(
                now,
                ahead,
                kernel.ratePpb(),
                kernel.maxErrorMicros() * MICRO_NANOS,
                kernel.isSynchronized(),
                steps,
                interferences,
                lastInterference,
                disruptions);
    }

    MachineClockState afterStep() {
        return counted(steps + 1, interferences, lastInterference, disruptions);
    }

    MachineClockState afterInterference(String what) {
        return counted(steps, interferences + 1, what, disruptions);
    }

    MachineClockState afterDisruption() {
        return counted(steps, interferences, lastInterference, disruptions + 1);
    }

    private MachineClockState counted(long stepped, long changed, @Nullable String what, long disrupted) {
        return new MachineClockState(
                keeping, aheadNanos, frequencyPpb, maxErrorNanos, isSynchronized, stepped, changed, what, disrupted);
    }

    /** The same after it was let go of. */
    MachineClockState left() {
        return new MachineClockState(
                Keeping.LEFT,
                aheadNanos,
                frequencyPpb,
                maxErrorNanos,
                isSynchronized,
                steps,
                interferences,
                lastInterference,
                disruptions);
    }

    /** In microseconds and ppm, for a log. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s, %s from cluster time, within %d µs, at %+.3f ppm, %s for the kernel; %d steps, %d changes by others, %d disruptions",
                keeping.name().toLowerCase(Locale.ROOT),
                aheadNanos == null ? "nobody knows how far" : String.format(Locale.ROOT, "%+.1f µs", aheadNanos / 1e3),
                maxErrorNanos / MICRO_NANOS,
                frequencyPpb / 1e3,
                isSynchronized ? "synchronized" : "unsynchronized",
                steps,
                interferences,
                disruptions);
    }
}
