package io.campanile.load.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;

class SlaveReadingTest {

    @Test
    void readsWhatASlavePrints() throws JsonProcessingException {
        SlaveReading reading = SlaveReading.parse(
                        "{\"name\":\"a1\",\"host_ns\":1700000000000000005,\"local_ns\":1,\"cluster_ns\":1700000000000000012,\"error_ns\":42,\"status\":\"SYNCHRONIZED\"}")
                .orElseThrow();
        assertThat(reading).isEqualTo(new SlaveReading(1700000000000000005L, 1700000000000000012L, 42));
        assertThat(reading.aheadNanos()).isEqualTo(7);
    }

    @Test
    void knowsNothingOfASlaveThatKnowsNothing() throws JsonProcessingException {
        assertThat(SlaveReading.parse("{\"host_ns\":5,\"cluster_ns\":null,\"error_ns\":null}"))
                .isEmpty();
        assertThat(SlaveReading.parse("{\"host_ns\":5,\"cluster_ns\":7,\"error_ns\":null}"))
                .isEmpty();
    }

    @Test
    void refusesHalfALine() {
        assertThatThrownBy(() -> SlaveReading.parse("{\"host_ns\":5,\"clus"))
                .isInstanceOf(JsonProcessingException.class);
    }
}
