package io.campanile.core.discipline;

import io.campanile.core.Units;

/** Corrections for tests. */
final class TestCorrections {

    static final long SECOND = Units.SECOND_NANOS;
    static final long MILLI = 1_000_000;
    static final long NOW = 1_700_000_000 * SECOND;

    static final long ERROR = 5_000;
    static final double GROWTH_PPB = 15_000;
    static final long SYNCHRONIZED_FOR = 3 * SECOND;
    static final long VALID_FOR = 600 * SECOND;

    private TestCorrections() {}

    /** A correction of what the discipline applies now, from epoch 1. */
    static Correction next(Discipline discipline, long atNanos, long offsetNanos, double ratePpb) {
        return of(1, discipline.timeline().target().version(), atNanos, offsetNanos, ratePpb);
    }

    static Correction of(long epoch, long baseVersion, long atNanos, long offsetNanos, double ratePpb) {
        return new Correction(
                epoch,
                baseVersion + 1,
                baseVersion,
                atNanos,
                offsetNanos,
                ratePpb,
                ERROR,
                GROWTH_PPB,
                SYNCHRONIZED_FOR,
                VALID_FOR);
    }
}
