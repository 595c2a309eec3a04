package io.campanile.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MappingTest {

    private static final long NOW = 1_700_000_000 * Units.SECOND_NANOS;

    @Test
    void identityShowsTheLocalClock() {
        assertThat(Mapping.IDENTITY.at(NOW)).isEqualTo(NOW);
        assertThat(Mapping.IDENTITY.version()).isZero();
    }

    @Test
    void offsetHoldsAtTheAnchorAndTheRateGathersFromThere() {
        var mapping = new Mapping(1, NOW, 500, 2_000);
        assertThat(mapping.at(NOW)).isEqualTo(NOW + 500);
        assertThat(mapping.at(NOW + Units.SECOND_NANOS)).isEqualTo(NOW + Units.SECOND_NANOS + 2_500);
        assertThat(mapping.at(NOW - Units.SECOND_NANOS)).isEqualTo(NOW - Units.SECOND_NANOS - 1_500);
        assertThat(mapping.offsetAt(NOW + 3 * Units.SECOND_NANOS)).isEqualTo(6_500);
    }

    @Test
    void halfNanosecondsAreRoundedUpOnBothSidesOfTheAnchor() {
        var mapping = new Mapping(1, 0, 0, 500_000);
        assertThat(mapping.driftAt(1_000)).isEqualTo(0.5);
        assertThat(mapping.offsetAt(1_000)).isEqualTo(1);
        assertThat(mapping.offsetAt(-1_000)).isZero();
    }

    @Test
    void correctionMakesTheNextVersionAnchoredWhereItHolds() {
        var mapping = new Mapping(4, NOW, 500, 2_000).corrected(NOW + Units.SECOND_NANOS, -700, 1_000);
        assertThat(mapping).isEqualTo(new Mapping(5, NOW + Units.SECOND_NANOS, 500 + 2_000 - 700, 3_000));
    }

    @Test
    void correctionOfTheRateAloneMovesNothingWhereItHolds() {
        var before = new Mapping(1, NOW, 12_345, -98_765);
        long at = NOW + 7_654_321;
        assertThat(before.corrected(at, 0, 55_555).at(at)).isEqualTo(before.at(at));
    }

    @Test
    void rateBeyondTheLimitIsRefusedByName() {
        assertThatThrownBy(() -> new Mapping(1, 0, 0, Mapping.MAX_RATE_PPB + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a mapping's rate is 5.0000001E7 ppb; it must lie within ±5.0E7 ppb");
        assertThatThrownBy(() -> new Mapping(1, 0, 0, -Mapping.MAX_RATE_PPB - 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Mapping(1, 0, 0, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new Mapping(1, 0, 0, -Mapping.MAX_RATE_PPB).ratePpb()).isEqualTo(-Mapping.MAX_RATE_PPB);
    }

    @Test
    void correctionsThatAddUpBeyondTheLimitAreRefused() {
        var fast = new Mapping(1, 0, 0, 30_000_000);
        assertThatThrownBy(() -> fast.corrected(0, 0, 20_000_001)).isInstanceOf(IllegalArgumentException.class);
    }
}
