package io.campanile.simulator.load;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LoadOptionsTest {

    @Test
    void sayWhatToChoose() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.slaves(0).onThreads(1))
                .withMessage("--slaves is 0; choose 1 to 1000000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.slaves(1).onThreads(65))
                .withMessage("--threads is 65; choose 1 to 64");
    }
}
