package io.campanile.core.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LineStateTest {

    private final LineState line = new LineState(1);

    @BeforeEach
    void start() {
        line.start(0, 1_000_000, 0, 100);
    }

    /** Each of these is exact to 10 ns. */
    private void measure(boolean away, double value, int times) {
        line.goes(away);
        for (int i = 0; i < times; i++) {
            double scale = Math.sqrt(line.expectedVariance() + 100);
            line.measured(scale, (value - line.expected()) / scale, 1);
        }
    }

    @Test
    void newPathMovesNobodyAndItsAsymmetryIsLearned() {
        measure(false, 5_000, 10);
        line.meet(100_000);
        measure(true, 95_000, 10);
        assertThat(line.offsetAfter(0)).isCloseTo(5_000, within(20.0));
        assertThat(Math.sqrt(line.offsetVarianceAfter(0))).isCloseTo(3.2, within(0.2));
        assertThat(line.expected()).isCloseTo(95_000, within(20.0));
    }

    @Test
    void asymmetryThatIsKnownMakesTheOtherPathAsGoodAsTheBase() {
        measure(false, 5_000, 10);
        line.meet(100_000);
        measure(true, 95_000, 10);
        line.advance(100);
        double before = line.offsetVarianceAfter(0);
        measure(true, 95_000, 10);
        assertThat(line.offsetVarianceAfter(0)).isLessThan(before / 10);
    }

    @Test
    void swappingThePathsChangesNothingThatIsTold() {
        measure(false, 5_000, 10);
        line.meet(100_000);
        measure(true, 95_000, 10);
        double offset = line.offsetAfter(7);
        double variance = line.offsetVarianceAfter(7);
        double expected = line.expected();
        line.swap();
        line.goes(false);
        assertThat(line.offsetAfter(7)).isCloseTo(offset, within(0.01));
        assertThat(line.offsetVarianceAfter(7)).isCloseTo(variance, within(0.01));
        assertThat(line.expected()).isCloseTo(expected, within(0.01));
    }

    @Test
    void thirdPathIsToldFromTheSecondAndTheFirstIsNotForgotten() {
        measure(false, 5_000, 10);
        line.meet(100_000);
        measure(true, 95_000, 10);
        line.swap();
        line.meet(300_000);
        measure(true, -40_000, 10);
        assertThat(line.offsetAfter(0)).isCloseTo(5_000, within(20.0));
        assertThat(Math.sqrt(line.offsetVarianceAfter(0))).isLessThan(10);
    }

    @Test
    void pathThatBecameLessCertainLeavesWhatTheOtherOneShows() {
        measure(false, 5_000, 10);
        line.meet(100_000);
        measure(true, 95_000, 10);
        line.goes(false);
        line.loosen(500);
        assertThat(Math.sqrt(line.expectedVariance())).isCloseTo(500, within(1.0));
        line.goes(true);
        assertThat(Math.sqrt(line.expectedVariance())).isLessThan(10);
    }

    /** A hundred looks at delays that are the same all the time are one look. */
    @Test
    void delaysThatSwayAreNoIndependentMeasurements() {
        line.sway(Double.POSITIVE_INFINITY, 20_000);
        for (int i = 0; i < 100; i++) {
            line.advance(0.01);
            line.sway(0.01, 20_000);
            measure(false, 3_000, 1);
        }
        assertThat(Math.sqrt(line.offsetVarianceAfter(0))).isBetween(15_000.0, 25_000.0);
    }
}
