package io.campanile.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Series;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void seriesTellsOfAbsoluteValues() {
        var series = new Series();
        DoubleStream.of(3, -4, 0, 1).forEach(series::add);
        assertThat(series.rms()).isEqualTo(Math.sqrt(26 / 4.0));
        assertThat(series.most()).isEqualTo(4);
        assertThat(series.quantile(0.5)).isEqualTo(1);
        assertThat(series.quantile(0.99)).isEqualTo(4);
    }

    @Test
    void nothingIsKnownOfNoNumbers() {
        assertThat(new Series().rms()).isNaN();
        assertThat(new Series().most()).isNaN();
        assertThat(new Series().quantile(0.5)).isNaN();
    }

    @Test
    void medianCountsARunThatNeverConvergedAsTheLatest() {
        assertThat(Series.median(new double[] {5, Double.NaN, 1})).isEqualTo(5);
        assertThat(Series.median(new double[] {4, 2})).isEqualTo(3);
    }

    @Test
    void convergedIsWhoStays() {
        var convergence = new Convergence(10, 3);
        double[] worst = {Double.NaN, 50, 9, 11, 10, 1, 2, 3, 99};
        for (int i = 0; i < worst.length; i++) {
            convergence.sample(i, worst[i]);
        }
        assertThat(convergence.at()).isEqualTo(4);
    }

    @Test
    void notConvergedIsWhoDoesNot() {
        var convergence = new Convergence(10, 3);
        for (int i = 0; i < 100; i++) {
            convergence.sample(i, i % 3 == 0 ? 11 : 1);
        }
        assertThat(convergence.at()).isNaN();
    }
}
