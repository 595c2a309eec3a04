package io.campanile.clock;

import io.campanile.core.Interval;
import io.campanile.core.LocalClock;
import io.campanile.core.TwoClocks;
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

    /** To see whether the wall clock was set: good enough, and mostly had at once, but where the process waits for a processor. */
    private static final long NEAR_NANOS = 10_000;

    private static final int FEW_READS = 20;

    private final DisruptionWatch machine = DisruptionWatch.ofThisMachine();
    private final long originNanos;

    /** Reads the machine's wall clock. */
    public SystemClock() {
        originNanos = originNanos(System::nanoTime, SystemClock::wallNanos, MOST_READS, CLOSE_NANOS);
    }

    /**
     * Wall time − monotonic time, from the two readings that lie closest together.
     *
     * @param reads how often to try at most
     * @param close which distance is good enough
     */
    static long originNanos(LongSupplier monotonic, LongSupplier wall, int reads, long close) {
        return TwoClocks.read(monotonic, wall, reads, close).aheadNanos();
    }

    static long wallNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * Units.SECOND_NANOS + now.getNano();
    }

    @Override
    public long nanos() {
        return originNanos + System.nanoTime();
    }

    @Override
    public long wallAheadNanos() {
        return machineNow().aheadNanos() - originNanos;
    }

    @Override
    public Interval wallAhead() {
        return machineNow().ahead().shift(-originNanos);
    }

    private static TwoClocks machineNow() {
        return TwoClocks.read(System::nanoTime, SystemClock::wallNanos, FEW_READS, NEAR_NANOS);
    }

    /**
     * How often the monotonic clock is known to have missed time since the process has begun: while the machine slept, or as it was
     * moved to another host. The machine is looked at when the last look is ten milliseconds old; so this does not know yet of what
     * happened since. A virtual machine that was halted without being told by {@code /dev/vmclock0}, and without its boot time going on,
     * cannot know it at all.
     */
    @Override
    public long disruptions(long localNanos) {
        return machine.found(localNanos - originNanos);
    }
}
