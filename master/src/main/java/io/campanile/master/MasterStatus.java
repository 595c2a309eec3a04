package io.campanile.master;

import io.campanile.core.ensemble.RoundReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the master published after its last round; immutable.
 *
 * @param epoch its epoch
 * @param burst how many probes each slave gets in a round
 * @param round the last round; null before the first
 * @param durationNanos from its start until the last correction was out; 0 before the first
 * @param slaves the slaves that were connected then
 * @param lost the slaves that ended without a goodbye within the last {@link LostSlaves#KEPT_NANOS} and have not come back,
 *     the earliest first
 */
public record MasterStatus(
        long epoch,
        int burst,
        @Nullable RoundReport round,
        long durationNanos,
        List<SlaveStatus> slaves,
        List<SlaveStatus> lost) {

    /** What a master publishes before the first round of a term. */
    public static MasterStatus beforeTheFirstRound(long epoch, int burst) {
        return new MasterStatus(epoch, burst, null, 0, List.of(), List.of());
    }
}
