package io.campanile.simulator.scenario;

import io.campanile.core.ensemble.Reference;
import io.campanile.simulator.node.LieKind;
import io.campanile.simulator.world.Delay;
import java.util.List;

/** A scenario's settings as numbers; {@link Setting} explains each. The tree is empty for a cluster that stands alone. */
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
        int liars,
        LieKind lie,
        long utcErrorNanos,
        Faults faults) {}
