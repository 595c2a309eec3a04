package io.campanile.clock;

import static io.campanile.clock.TestCorrections.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.campanile.core.LocalClock;
import io.campanile.core.discipline.DisciplineLimits;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Reading the clock leaves nothing to collect. */
class DisciplinedClockAllocationTest {

    private static final int CALLS = 100_000;

    /** In bytes. The smallest object for each call would be 1.6 MB. */
    private static final long NEXT_TO_NOTHING = 20_000;

    private static final int MOST_TRIES = 500;

    private final LocalClock local = new SystemClock();
    private final DisciplinedClock clock = new DisciplinedClock(local, DisciplineLimits.DEFAULT);
    private long sink;

    @Test
    void allocatesNothingForAReading() {
        clock.correct(TestCorrections.by(clock, local.nanos(), SECOND));
        assertNothingIsAllocated();
    }

    @Test
    void allocatesNothingForAReadingWhileItSlews() {
        clock.correct(TestCorrections.by(clock, local.nanos(), SECOND));
        // A slew of a hundred seconds.
        clock.correct(TestCorrections.by(clock, local.nanos(), -SECOND));
        assertNothingIsAllocated();
    }

    /** Nor for asking whether a moment is over: the interval is gone before it is an object. */
    @Test
    void allocatesNothingForAnIntervalThatNobodyKeeps() {
        clock.correct(TestCorrections.by(clock, local.nanos(), SECOND));
        assertNothingIsAllocatedInTheEnd(this::readIntervals);
        assertNothingIsAllocatedInTheEnd(this::compare);
    }

    private void assertNothingIsAllocated() {
        read();
        assertThat(allocated(this::read)).isLessThan(NEXT_TO_NOTHING);
        assertThat(sink).isNotZero();
    }

    /** Once the JVM has compiled it for good, which takes a busy machine a while. */
    private void assertNothingIsAllocatedInTheEnd(Runnable reading) {
        long allocated = Long.MAX_VALUE;
        for (int i = 0; i < MOST_TRIES && allocated >= NEXT_TO_NOTHING; i++) {
            allocated = allocated(reading);
        }
        assertThat(allocated).isLessThan(NEXT_TO_NOTHING);
        assertThat(sink).isNotZero();
    }

    private static long allocated(Runnable reading) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        threads.getCurrentThreadAllocatedBytes();
        long before = threads.getCurrentThreadAllocatedBytes();
        reading.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private void read() {
        for (int i = 0; i < CALLS; i++) {
            sink += clock.nanos();
        }
    }

    private void readIntervals() {
        for (int i = 0; i < CALLS; i++) {
            TimeInterval interval = clock.interval();
            sink += interval.earliestNanos() ^ interval.latestNanos();
        }
    }

    private void compare() {
        for (int i = 0; i < CALLS; i++) {
            sink += clock.isAfter(Instant.EPOCH) ? 1 : 2;
        }
    }
}
