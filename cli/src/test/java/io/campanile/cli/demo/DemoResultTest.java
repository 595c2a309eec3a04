package io.campanile.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoResultTest {

    @ParameterizedTest
    @CsvSource({"true, 0, 0, true", "false, 0, 0, false", "true, 1, 0, false", "true, 0, 1, false"})
    void isGoodOnlyWhenEverythingIs(boolean converged, long violations, long backward, boolean good) {
        DemoResult result = new DemoResult(3, 30, 7, 5, 3, violations, backward, List.of("liar-1"), converged);
        assertThat(result.isGood()).isEqualTo(good);
    }
}
