package io.campanile.core.session;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffLimitsTest {

    @ParameterizedTest
    @CsvSource({"999999, 1000000000", "1000000000, 999999999", "1000000, 3600000000001"})
    void saysWhatIsInRange(long first, long longest) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BackoffLimits(first, longest))
                .withMessageContaining("choose PT0.001S or more for the first wait, and that to PT1H for the longest");
    }
}
