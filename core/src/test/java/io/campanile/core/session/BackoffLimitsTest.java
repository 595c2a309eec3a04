package io.campanile.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffLimitsTest {

    @Test
    void takesDurations() {
        assertThat(BackoffLimits.of(Duration.ofMillis(100), Duration.ofSeconds(1)))
                .isEqualTo(BackoffLimits.DEFAULT);
    }

    @Test
    void refusesDurationsThatNoNumberOfNanosecondsHolds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BackoffLimits.of(Duration.ofSeconds(1), Duration.ofSeconds(Long.MAX_VALUE)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BackoffLimits.of(Duration.ofSeconds(Long.MIN_VALUE), Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @CsvSource({"999999, 1000000000", "1000000000, 999999999", "1000000, 3600000000001"})
    void saysWhatIsInRange(long first, long longest) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BackoffLimits(first, longest))
                .withMessageContaining("choose PT0.001S or more for the first wait, and that to PT1H for the longest");
    }
}
