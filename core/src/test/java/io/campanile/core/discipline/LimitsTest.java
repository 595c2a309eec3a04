package io.campanile.core.discipline;

import static io.campanile.core.discipline.TestCorrections.NOW;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class LimitsTest {

    @Test
    void slewOutsideItsRangeIsRefused() {
        refused(() -> new DisciplineLimits(999, 1_000_000), "the slew limit is 999 ppb; choose 1 ppm to 100000 ppm");
        refused(
                () -> new DisciplineLimits(Double.NaN, 1_000_000),
                "the slew limit is NaN ppb; choose 1 ppm to 100000 ppm");
        refused(
                () -> new DisciplineLimits(100_000_001, 1_000_000),
                "the slew limit is 100000.001 ppm; choose 1 ppm to 100000 ppm");
    }

    @Test
    void lowStepThresholdIsRefused() {
        refused(() -> new DisciplineLimits(1_000, 999_999), "the step threshold is 999.999 µs; choose 1 ms or more");
    }

    @Test
    void correctionWithoutAnEpochIsRefused() {
        refused(() -> TestCorrections.of(0, 0, NOW, 0, 0), "a correction's epoch is 0; it must be 1 or more");
    }

    @Test
    void correctionWithoutARateIsRefused() {
        refused(
                () -> TestCorrections.of(1, 0, NOW, 0, Double.NaN),
                "a correction's rate is NaN; it must be a finite number of ppb");
        refused(
                () -> TestCorrections.of(1, 0, NOW, 0, Double.NEGATIVE_INFINITY),
                "a correction's rate is -Infinity; it must be a finite number of ppb");
    }

    @Test
    void negativeErrorIsRefused() {
        refused(
                () -> new Correction(1, 1, 0, NOW, 0, 0, -1, 0, 0, 0),
                "a correction's error is -1; it must be 0 ns or more");
    }

    @Test
    void errorGrowthOutsideItsRangeIsRefused() {
        refused(
                () -> new Correction(1, 1, 0, NOW, 0, 0, 0, 1e9, 0, 0),
                "a correction's error growth is 1.0E9; it must be 0 to 1e9 ppb");
        refused(
                () -> new Correction(1, 1, 0, NOW, 0, 0, 0, -1, 0, 0),
                "a correction's error growth is -1.0; it must be 0 to 1e9 ppb");
        refused(
                () -> new Correction(1, 1, 0, NOW, 0, 0, 0, Double.NaN, 0, 0),
                "a correction's error growth is NaN; it must be 0 to 1e9 ppb");
    }

    @Test
    void longerSynchronizedThanValidIsRefused() {
        refused(
                () -> new Correction(1, 1, 0, NOW, 0, 0, 0, 0, 8, 7),
                "a correction's synchronized-for is 8; it must be 0 ns to valid-for, 7 ns");
        refused(
                () -> new Correction(1, 1, 0, NOW, 0, 0, 0, 0, -1, 7),
                "a correction's synchronized-for is -1; it must be 0 ns to valid-for, 7 ns");
    }

    private static void refused(ThrowingCallable making, String why) {
        assertThatThrownBy(making).isInstanceOf(IllegalArgumentException.class).hasMessage(why);
    }
}
