package io.campanile.simulator.scenario;

import io.campanile.core.ensemble.Reference;
import io.campanile.simulator.node.LieKind;
import io.campanile.simulator.world.Delay;
import java.util.List;

/**
 * A scenario's settings as numbers; {@link Setting} explains each.
 *
 * @param tree empty for a cluster that stands alone
 * @param connectionNanos 0 where all are packets and there is no connection
 */
public record Parameters(
        int masters,
        int slaves,
        List<Integer> tree,
        long durationNanos,
        long warmUpNanos,
        long roundNanos,
        int burst,
        int promptSlaves,
        long holdoverNanos,
        long maxOffsetNanos,
        double maxDriftPpb,
        double wanderPpb,
        double masterWanderPpb,
        Reference reference,
        Delay there,
        Delay back,
        double loss,
        long connectionNanos,
        int liars,
        LieKind lie,
        long utcErrorNanos,
        Faults faults) {

    /** The same with connections, on which programs stamp so late, and these faults. */
    Parameters withConnections(long lateNanos, Faults others) {
        return new Parameters(
                masters,
                slaves,
                tree,
                durationNanos,
                warmUpNanos,
                roundNanos,
                burst,
                promptSlaves,
                holdoverNanos,
                maxOffsetNanos,
                maxDriftPpb,
                wanderPpb,
                masterWanderPpb,
                reference,
                there,
                back,
                loss,
                lateNanos,
                liars,
                lie,
                utcErrorNanos,
                others);
    }
}
