package io.campanile.core.ensemble;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.campanile.core.filter.FilterLimits;
import org.junit.jupiter.api.Test;

class EnsembleConfigTest {

    private static final long SECOND = TestCluster.SECOND;

    @Test
    void quorumOfNobodyIsRefused() {
        refused(0, SECOND, 0, 0, 0, SECOND, "the quorum is 0; choose 1 or more clocks");
    }

    @Test
    void panicLimitOutsideItsRangeIsRefused() {
        refused(1, 999_999, 0, 0, 0, SECOND, "the panic limit is 999.999 µs; choose 1 ms to 10 years");
        refused(
                1,
                Long.MAX_VALUE,
                0,
                0,
                0,
                SECOND,
                "the panic limit is 9223372036.854775807 s; choose 1 ms to 10 years");
    }

    @Test
    void negativeToleranceIsRefused() {
        refused(1, SECOND, -1, 0, 0, SECOND, "the tolerance is -1 ns; choose 0 s or more");
    }

    @Test
    void negativeSettlingTimeIsRefused() {
        refused(1, SECOND, 0, -1, 0, SECOND, "the settling time is -1 ns; choose 0 s or more");
    }

    @Test
    void validityOutsideItsRangeIsRefused() {
        refused(1, SECOND, 0, 0, 0, SECOND - 1, "the validity is 999.999999 ms; choose 1 s to 1 day");
        refused(1, SECOND, 0, 0, 0, 86_401 * SECOND, "the validity is 86401 s; choose 1 s to 1 day");
    }

    @Test
    void longerSynchronizedThanValidIsRefused() {
        refused(
                1,
                SECOND,
                0,
                0,
                SECOND + 1,
                SECOND,
                "the synchronized-for time is 1.000000001 s; choose 0 s to the validity");
        refused(1, SECOND, 0, 0, -1, SECOND, "the synchronized-for time is -1 ns; choose 0 s to the validity");
    }

    private static void refused(
            int quorum, long panic, long tolerance, long settle, long synchronizedFor, long validFor, String why) {
        assertThatThrownBy(() -> new EnsembleConfig(
                        quorum,
                        panic,
                        tolerance,
                        settle,
                        synchronizedFor,
                        validFor,
                        FilterLimits.DEFAULT,
                        PullLimits.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(why);
    }
}
