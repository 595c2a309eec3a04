package io.campanile.simulator.load;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.campanile.proto.socket.Transport;
import org.junit.jupiter.api.Test;

class LoadOptionsTest {

    @Test
    void sayWhatToChoose() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.of(Transport.TCP, 0, 1))
                .withMessage("--slaves is 0; choose 1 to 1000000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.of(Transport.TCP, 1, 65))
                .withMessage("--threads is 65; choose 1 to 64");
    }
}
