package io.campanile.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProcTest {

    @Test
    void addsUserAndSystemTime() {
        String stat = "4711 (java) S 1 2 3 4 5 6 7 8 9 10 123 45 0 0 20 0 30 0 99";
        assertThat(Proc.cpuMicros(stat)).isEqualTo((123 + 45) * 10_000L);
    }

    @Test
    void isNotMisledByTheNameOfAProcess() {
        String stat = "4711 (a (b) 1 2) S 1 2 3 4 5 6 7 8 9 10 7 1 0 0 20";
        assertThat(Proc.cpuMicros(stat)).isEqualTo(80_000);
    }

    @Test
    void readsResidentMemory() {
        assertThat(Proc.residentBytes("Name:\tjava\nVmRSS:\t  145296 kB\nThreads:\t30\n"))
                .isEqualTo(145_296L * 1024);
    }

    @Test
    void refusesAStatusWithoutMemory() {
        assertThatThrownBy(() -> Proc.residentBytes("Name:\tkthreadd\n")).hasMessageContaining("VmRSS");
    }
}
