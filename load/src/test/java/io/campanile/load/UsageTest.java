package io.campanile.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class UsageTest {

    @Test
    void cpuTimeGrows() {
        long before = Usage.cpuNanos();
        long end = System.nanoTime() + 50_000_000;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(Usage.cpuNanos()).isGreaterThan(before);
    }

    @Test
    void memoryIsKnownWhereThereIsProc() {
        assumeThat(Path.of("/proc/self/status")).exists();
        assertThat(Usage.residentBytes().orElse(0)).isBetween(10_000_000L, 100_000_000_000L);
    }
}
