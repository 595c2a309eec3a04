package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.round.ClusterConfig;
import io.campanile.proto.socket.Transport;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MasterConfigTest {

    private static MasterConfig options(int threads, int maxSlaves) {
        return options(threads, maxSlaves, Transport.TCP);
    }

    private static MasterConfig options(int threads, int maxSlaves, Transport transport) {
        return new MasterConfig(
                "master",
                Cluster.loopback(0),
                Set.of(transport),
                threads,
                maxSlaves,
                ClusterConfig.DEFAULT,
                DisciplineLimits.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "64, 20000"})
    void takesWhatIsInRange(int threads, int maxSlaves) {
        assertThat(options(threads, maxSlaves).threads()).isEqualTo(threads);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, the number of threads is 0; choose 1 to 64",
        "65, 1, the number of threads is 65; choose 1 to 64",
        "1, 0, the limit of slaves is 0; choose 1 or more"
    })
    void saysWhatIsInRange(int threads, int maxSlaves, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options(threads, maxSlaves))
                .withMessage(sentence);
    }

    @Test
    void listensToNothingThatIsForSlavesToChoose() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options(1, 1, Transport.AUTO))
                .withMessageContaining("choose tcp, udp or both");
    }
}
