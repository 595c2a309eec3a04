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
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        read();
        threads.getCurrentThreadAllocatedBytes();
        long before = threads.getCurrentThreadAllocatedBytes();
        read();
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        // The smallest object for each call would be 1.6 MB.
        assertThat(allocated).isLessThan(20_000);
        assertThat(sink).isNotZero();
    }

    private void read() {
        for (int i = 0; i < CALLS; i++) {
            sink += clock.nanos();
        }
    }
}
