package io.campanile.load;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.campanile.proto.socket.TimeStamps;
import io.campanile.proto.socket.Transport;
import org.junit.jupiter.api.Test;

class LoadConfigTest {

    @Test
    void sayWhatToChoose() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Configs.of(Transport.TCP, 0, 1))
                .withMessage("the number of slaves is 0; choose 1 to 1000000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Configs.of(Transport.TCP, 1, 65))
                .withMessage("the number of threads is 65; choose 1 to 64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Configs.of(Transport.TCP, TimeStamps.KERNEL, 1, 1))
                .withMessageContaining("time stamps");
    }
}
