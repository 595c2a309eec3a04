package io.campanile.core.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MedianGateTest {

    @Test
    void oneValueIsAdmitted() {
        var gate = MedianGate.around(new double[] {42}, 0);
        assertThat(gate.median()).isEqualTo(42);
        assertThat(gate.admits(42)).isTrue();
    }

    @Test
    void medianOfAnEvenNumberIsBetweenTheMiddleTwo() {
        assertThat(MedianGate.around(new double[] {10, 1, 3, 4}, 0).median()).isEqualTo(3.5);
    }

    @Test
    void deviationIsTheScaledMedianDistance() {
        // Distances from the median of 3: 2, 1, 0, 1, 97. Their median is 1.
        var gate = MedianGate.around(new double[] {1, 2, 3, 4, 100}, 0);
        assertThat(gate.deviation()).isCloseTo(1.4826, within(1e-9));
        assertThat(gate.reach()).isCloseTo(3 * 1.4826, within(1e-9));
        assertThat(gate.admits(7.4)).isTrue();
        assertThat(gate.admits(7.5)).isFalse();
        assertThat(gate.admits(-1.4)).isTrue();
        assertThat(gate.admits(-1.5)).isFalse();
    }

    @Test
    void leastReachAdmitsDifferencesThatMeanNothing() {
        var gate = MedianGate.around(new double[] {5, 5, 5, 6, 8}, 2);
        assertThat(gate.deviation()).isZero();
        assertThat(gate.admits(6)).isTrue();
        assertThat(gate.admits(7)).isTrue();
        assertThat(gate.admits(8)).isFalse();
    }

    @Test
    void valuesAreLeftInTheirOrder() {
        double[] values = {3, 1, 2};
        assertThat(MedianGate.around(values, 0).median()).isEqualTo(2);
        assertThat(values).containsExactly(3, 1, 2);
    }
}
