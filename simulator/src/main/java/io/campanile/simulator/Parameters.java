package io.campanile.simulator;

import io.campanile.core.ensemble.Reference;

/** A scenario's settings as numbers; {@link Setting} explains each. */
record Parameters(
        int slaves,
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
        Faults faults) {}
