package io.campanile.core.filter;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FilterLimitsTest {

    @Test
    void driftOutsideItsRangeIsRefusedByNumber() {
        assertThatThrownBy(() -> new FilterLimits(0.5, 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the drift limit is 0.5 ppb; choose 1 ppb to 20000 ppm");
        assertThatThrownBy(() -> new FilterLimits(20_000_001, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FilterLimits(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void wanderBeyondTheDriftIsRefusedByNumber() {
        assertThatThrownBy(() -> new FilterLimits(1_000, 1_001))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the wander limit is 1.001 ppm; choose 1 ppb to the drift limit of 1 ppm");
        assertThatThrownBy(() -> new FilterLimits(1_000, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FilterLimits(1_000, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
