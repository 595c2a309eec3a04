package io.campanile.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoOptionsTest {

    private static DemoOptions options(int slaves, int liars, long offsetSeconds, double driftPpb, long seconds) {
        return new DemoOptions(
                slaves,
                liars,
                Duration.ofSeconds(offsetSeconds),
                driftPpb,
                Duration.ofSeconds(1),
                Duration.ofSeconds(seconds),
                1,
                false);
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0, 0, 0", "2, 1, 5, 1, 1", "3, 1, 5, 1, 1", "4, 2, 500, 500000, 1", "1000, 500, 1, 1, 1"})
    void takesWhatIsInRange(int slaves, int liars, long offset, double drift, long seconds) {
        assertThat(options(slaves, liars, offset, drift, seconds).liars()).isEqualTo(liars);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0|0|0|0|--slaves is 0; choose 1 to 1000",
                "1001|0|0|0|0|--slaves is 1001; choose 1 to 1000",
                "8|-1|0|0|0|--liars is -1; fewer than half of the clocks may lie, so choose 0 to 4",
                "1|1|0|0|0|--liars is 1; fewer than half of the clocks may lie, so choose 0 to 0",
                "3|2|0|0|0|--liars is 2; fewer than half of the clocks may lie, so choose 0 to 1",
                "8|1|501|0|0|--max-offset is out of its range; choose 0s to 500s",
                "8|1|-1|0|0|--max-offset is out of its range; choose 0s to 500s",
                "8|1|0|500001|0|--max-drift is out of its range; choose 0 to 500ppm",
                "8|1|0|-1|0|--max-drift is out of its range; choose 0 to 500ppm",
                "8|1|0|NaN|0|--max-drift is out of its range; choose 0 to 500ppm",
                "8|1|0|0|-1|--duration is negative"
            })
    void saysWhatIsInRange(int slaves, int liars, long offset, double drift, long seconds, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options(slaves, liars, offset, drift, seconds))
                .withMessage(sentence);
    }
}
