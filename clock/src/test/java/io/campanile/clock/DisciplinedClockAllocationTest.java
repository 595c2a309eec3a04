package io.campanile.clock;

import static io.campanile.clock.TestCorrections.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.campanile.core.LocalClock;
import io.campanile.core.discipline.DisciplineLimits;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Reading the clock leaves nothing to collect. */
class DisciplinedClockAllocationTest {

    private static final int CALLS = 100_000;

    /** In bytes. The smallest object for each call would be 1.6 MB. */
    private static final long NEXT_TO_NOTHING = 20_000;

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

    private void assertNothingIsAllocated() {
        read();
        assertThat(allocated(this::read)).isLessThan(NEXT_TO_NOTHING);
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
}
