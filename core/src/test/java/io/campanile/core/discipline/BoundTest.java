package io.campanile.core.discipline;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class BoundTest {

    private static final long MOST = 1L << 62;

    @Test
    void wholeRangeIsAccepted() {
        assertThatCode(() -> new Bound(0, 0, 0)).doesNotThrowAnyException();
        assertThatCode(() -> new Bound(MOST, 999_999_999, MOST)).doesNotThrowAnyException();
    }

    @Test
    void everyFieldIsChecked() {
        refused(-1, 0, 0, "a bound's error is -1; it must be 0 to 2^62 ns");
        refused(MOST + 1, 0, 0, "a bound's error is 4611686018427387905; it must be 0 to 2^62 ns");
        refused(0, -1, 0, "a bound's growth is -1.0; it must be 0 to 1e9 ppb");
        refused(0, Double.NaN, 0, "a bound's growth is NaN; it must be 0 to 1e9 ppb");
        refused(0, 1e9, 0, "a bound's growth is 1.0E9; it must be 0 to 1e9 ppb");
        refused(0, 0, -1, "a bound's validity is -1; it must be 0 to 2^62 ns");
    }

    private static void refused(long error, double growth, long validFor, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bound(error, growth, validFor))
                .withMessage(why);
    }
}
