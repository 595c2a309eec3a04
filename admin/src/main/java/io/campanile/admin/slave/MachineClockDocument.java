package io.campanile.admin.slave;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.campanile.os.discipline.MachineClockState;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a slave keeps its machine's own clock. Times are nanoseconds, rates parts per billion.
 *
 * @param keeping what is done with it: {@link MachineClockState.Keeping}
 * @param offsetNanos by how much it was ahead of the cluster clock at the last look; null before the first
 * @param frequencyPpb by how much the kernel has it run faster than its oscillator
 * @param maxErrorNanos what the kernel says that it can be off
 * @param isSynchronized whether the kernel says that somebody keeps it
 * @param steps how often it was set at once
 * @param interferences how often somebody else was found to have changed it
 * @param lastInterference what that was the last time; null if there was none
 * @param disruptions how often the machine was found to have slept, or to have been moved
 */
public record MachineClockDocument(
        String keeping,
        @Nullable Long offsetNanos,
        double frequencyPpb,
        long maxErrorNanos,
        @JsonProperty("synchronized") boolean isSynchronized,
        long steps,
        long interferences,
        @Nullable String lastInterference,
        long disruptions) {

    /** Of one that is kept; null of one that is not. */
    public static @Nullable MachineClockDocument of(@Nullable Supplier<MachineClockState> machine) {
        return machine == null ? null : of(machine.get());
    }

    /** As it was at the last look. */
    public static MachineClockDocument of(MachineClockState state) {
        return new MachineClockDocument(
                state.keeping().name(),
                state.aheadNanos(),
                state.frequencyPpb(),
                state.maxErrorNanos(),
                state.isSynchronized(),
                state.steps(),
                state.interferences(),
                state.lastInterference(),
                state.disruptions());
    }
}
