package io.campanile.core.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ReferenceReadingTest {

    @Test
    void exactReadingIsZeroInEverything() {
        assertThat(ReferenceReading.EXACT).isEqualTo(new ReferenceReading(0, 0, 0, 0));
    }

    @Test
    void impossibleReadingsAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReferenceReading(0, Double.NaN, 0, 0))
                .withMessageContaining("rate is NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReferenceReading(0, 0, -1, 0))
                .withMessageContaining("error is -1 ns");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReferenceReading(0, 0, 0, 1e9))
                .withMessageContaining("grows by 1.0E9 ppb");
    }
}
