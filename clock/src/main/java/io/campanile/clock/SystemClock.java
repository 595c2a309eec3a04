package io.campanile.clock;

import io.campanile.core.LocalClock;
import io.campanile.core.Units;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The machine's wall time as it was when this was made, carried on by the monotonic clock. Setting the machine's clock later
 * does not move it, and it never goes back. Thread-safe.
 *
 * <p>The two clocks cannot be read at one moment. So the wall clock is read between two readings of the monotonic clock, again
 * and again, and the pair that lies closest together counts: the wall time is wrong by half of that distance at most, as a rule
 * some tens of nanoseconds. The first pairs of a new process are tens of microseconds apart, because their code is not
 * compiled yet.
 */
public final class SystemClock implements LocalClock {

    /** A distance that is good enough: twice what two readings cost in compiled code. */
    private static final long CLOSE_NANOS = 100;

    /** After this many readings the code is compiled; that takes some milliseconds, once in a process. */
    private static final int MOST_READS = 20_000;

    private final long originNanos;

    /** Reads the machine's wall clock. */
    public SystemClock() {
        originNanos = originNanos(System::nanoTime, SystemClock::wallNanos);
    }

    /** Wall time − monotonic time, from the two readings that lie closest together. */
    static long originNanos(LongSupplier monotonic, LongSupplier wall) {
        long closest = Long.MAX_VALUE;
        long origin = 0;
        for (int i = 0; i < MOST_READS && closest > CLOSE_NANOS; i++) {
            long before = monotonic.getAsLong();
            long now = wall.getAsLong();
            long distance = monotonic.getAsLong() - before;
            if (distance < closest) {
                closest = distance;
                origin = now - before - distance / 2;
            }
        }
        return origin;
    }

    private static long wallNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * Units.SECOND_NANOS + now.getNano();
    }

    @Override
    public long nanos() {
        return originNanos + System.nanoTime();
    }
}
