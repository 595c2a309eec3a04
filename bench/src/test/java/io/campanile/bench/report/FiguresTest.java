package io.campanile.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void choosesTheUnitThatSuitsTheSize() {
        assertThat(Figures.nanos(0.5)).isEqualTo("0.50 ns");
        assertThat(Figures.nanos(34_213.0)).isEqualTo("34.2 µs");
        assertThat(Figures.nanos(1_234_000L)).isEqualTo("1.23 ms");
        assertThat(Figures.nanos(-5e9)).isEqualTo("-5.00 s");
        assertThat(Figures.nanos(7.2e12)).isEqualTo("7,200 s");
        assertThat(Figures.bytes(512L)).isEqualTo("512 B");
        assertThat(Figures.bytes(6 * 1024.0)).isEqualTo("6.00 KB");
    }

    @Test
    void writesSharesAndCounts() {
        assertThat(Figures.percent(0.273)).isEqualTo("27.3 %");
        assertThat(Figures.percent(0.99987, 3)).isEqualTo("99.987 %");
        assertThat(Figures.count(100_000)).isEqualTo("100,000");
        assertThat(Figures.number(4.267)).isEqualTo("4.27");
    }

    @Test
    void divides() {
        assertThat(Figures.ratio(8, 5)).isEqualTo(1.6);
        assertThat(Figures.ratio(8, 0)).isNaN();
        assertThat(Figures.ratio(8, Double.NaN)).isNaN();
    }

    @Test
    void writesADashForWhatIsNotKnown() {
        assertThat(Figures.nanos(Double.NaN)).isEqualTo("–");
        assertThat(Figures.number(Double.POSITIVE_INFINITY)).isEqualTo("–");
        assertThat(Figures.percent(Double.NaN)).isEqualTo("–");
    }
}
