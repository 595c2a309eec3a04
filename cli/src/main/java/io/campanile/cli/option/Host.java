package io.campanile.cli.option;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.ClusterReading;
import io.campanile.core.Units;
import java.time.Instant;

/** The machine that this runs on. */
public final class Host {

    /** Tries for a reading that nothing interrupted. */
    private static final int TRIES = 5;

    private Host() {}

    /**
     * A cluster clock and the machine's own, read at the same instant.
     *
     * @param hostNanos the machine's clock, in nanoseconds since 1970
     * @param cluster the cluster clock
     */
    public record Moment(long hostNanos, ClusterReading cluster) {}

    /** Reads the cluster clock between two readings of the machine's, and keeps the try in which those lie closest. */
    public static Moment read(ClusterClock clock) {
        Moment best = null;
        long narrowest = Long.MAX_VALUE;
        for (int i = 0; i < TRIES || best == null; i++) {
            long before = nanos();
            ClusterReading reading = clock.read();
            long width = nanos() - before;
            if (width >= 0 && width < narrowest) {
                narrowest = width;
                best = new Moment(before + width / 2, reading);
            }
        }
        return best;
    }

    /** The machine's clock, in nanoseconds since 1970. */
    public static long nanos() {
        Instant instant = Instant.now();
        return instant.getEpochSecond() * Units.SECOND_NANOS + instant.getNano();
    }
}
