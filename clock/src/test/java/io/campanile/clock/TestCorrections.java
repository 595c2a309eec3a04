package io.campanile.clock;

import io.campanile.core.discipline.Correction;

/** Corrections as a master would send them. */
public final class TestCorrections {

    public static final long SECOND = 1_000_000_000L;
    public static final long SYNCHRONIZED_FOR = 3 * SECOND;
    public static final long VALID_FOR = 600 * SECOND;
    public static final long ERROR = 5_000;

    /** A ppm. */
    public static final double GROWTH_PPB = 1_000;

    private TestCorrections() {}

    /** Moves a clock by this much, from now on. */
    public static Correction by(DisciplinedClock clock, long localNanos, long offsetNanos) {
        long version = clock.state(localNanos).mapping().version();
        return new Correction(
                1, 1, version, localNanos, offsetNanos, 0, ERROR, GROWTH_PPB, SYNCHRONIZED_FOR, VALID_FOR);
    }

    /** The first one that a clock gets: it leaves it where it is. */
    public static Correction first(long localNanos) {
        return new Correction(1, 1, 0, localNanos, 0, 0, ERROR, GROWTH_PPB, SYNCHRONIZED_FOR, VALID_FOR);
    }
}
