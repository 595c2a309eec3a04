package io.campanile.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnitsTest {

    @Test
    void rateOfOnePartPerMillionGathersAMicrosecondASecond() {
        assertThat(Units.widening(1_000, Units.SECOND_NANOS)).isEqualTo(1_000);
    }

    @Test
    void wideningIsRoundedUpSoThatABoundStaysABound() {
        assertThat(Units.widening(1, 1)).isEqualTo(1);
        assertThat(Units.widening(1_000, 1_000_001)).isEqualTo(2);
    }

    @Test
    void wideningBackwardsIsAsWideAsForwards() {
        assertThat(Units.widening(1_000, -Units.SECOND_NANOS)).isEqualTo(1_000);
    }

    @Test
    void nothingIsGatheredInNoTimeOrAtNoRate() {
        assertThat(Units.widening(1_000, 0)).isZero();
        assertThat(Units.widening(0, Long.MAX_VALUE)).isZero();
    }
}
