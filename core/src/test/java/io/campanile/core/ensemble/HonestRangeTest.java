package io.campanile.core.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HonestRangeTest {

    @Test
    void valueOfAnHonestMajorityIsNotClamped() {
        double[] lows = {9, 9.5, -1e18};
        double[] highs = {11, 10.5, 1e18};
        assertThat(HonestRange.of(lows, highs).clamp(10)).isEqualTo(10);
    }

    @Test
    void valueThatALiarPulledIsClamped() {
        double[] lows = {9, 9.5, 1e6};
        double[] highs = {11, 10.5, 1e6};
        assertThat(HonestRange.of(lows, highs).clamp(333_340)).isEqualTo(11);
        assertThat(HonestRange.of(lows, highs).clamp(-50)).isEqualTo(9.5);
    }

    @Test
    void twoClocksClampToTheHullOfBoth() {
        double[] lows = {1, 5};
        double[] highs = {2, 6};
        assertThat(HonestRange.of(lows, highs).clamp(4)).isEqualTo(4);
        assertThat(HonestRange.of(lows, highs).clamp(0)).isEqualTo(1);
        assertThat(HonestRange.of(lows, highs).clamp(9)).isEqualTo(6);
    }

    @Test
    void fewerThanHalfOfTheClocksMayLie() {
        assertThat(HonestRange.mostLiars(1)).isZero();
        assertThat(HonestRange.mostLiars(2)).isZero();
        assertThat(HonestRange.mostLiars(3)).isEqualTo(1);
        assertThat(HonestRange.mostLiars(6)).isEqualTo(2);
        assertThat(HonestRange.mostLiars(7)).isEqualTo(3);
    }
}
