package io.campanile.core.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Exchange;
import io.campanile.core.Interval;
import io.campanile.core.Units;
import org.junit.jupiter.api.Test;

class RateBoundsTest {

    private static final FilterLimits LIMITS = new FilterLimits(1_000_000, 5_000);

    private final SampleWindow window = new SampleWindow(64);

    @Test
    void nothingKnownMeansTheDriftLimit() {
        assertThat(RateBounds.of(LIMITS)).isEqualTo(new RateBounds(-1_000_000, 1_000_000));
        assertThat(RateBounds.of(LIMITS).isEmpty()).isFalse();
    }

    @Test
    void twoSamplesBoundTheRateByTheirEndsAndTheWander() {
        add(0, 0, 10_000);
        add(Units.SECOND_NANOS, 50_000, 10_000);
        // 50 µs ± 20 µs in a second, and 5 ppm of wander.
        assertThat(RateBounds.of(window, LIMITS, 8)).isEqualTo(new RateBounds(25_000, 75_000));
    }

    @Test
    void slowRecentSamplesAreNotTheReference() {
        add(0, 0, 1_000);
        add(Units.SECOND_NANOS, 0, 1_000);
        add(2 * Units.SECOND_NANOS, 0, 900_000);
        assertThat(RateBounds.of(window, LIMITS, 8)).isEqualTo(new RateBounds(-7_000, 7_000));
    }

    @Test
    void contradictingSamplesLeaveNoRate() {
        add(0, 0, 1_000);
        add(Units.SECOND_NANOS, 1_000_000, 1_000);
        add(2 * Units.SECOND_NANOS, 0, 1_000);
        assertThat(RateBounds.of(window, LIMITS, 8).isEmpty()).isTrue();
    }

    @Test
    void samplesOfOneMomentSayNothingOfTheRate() {
        add(0, 0, 1_000);
        add(0, 500, 1_000);
        assertThat(RateBounds.of(window, LIMITS, 8)).isEqualTo(RateBounds.of(LIMITS));
    }

    @Test
    void offsetLiesWhereEverySampleAllows() {
        add(0, 0, 10_000);
        add(Units.SECOND_NANOS, 4_000, 10_000);
        assertThat(new RateBounds(-1_000, 2_000).offsetAt(window, 2 * Units.SECOND_NANOS))
                .isEqualTo(new Interval(-7_000, 14_000));
    }

    @Test
    void whatIsCarriedOnNeverBecomesEmpty() {
        var point = new Interval(5, 5);
        assertThat(new RateBounds(0.3, 0.3).carry(point, Units.SECOND_NANOS)).isEqualTo(new Interval(5, 6));
        assertThat(new RateBounds(-0.3, -0.3).carry(point, Units.SECOND_NANOS)).isEqualTo(new Interval(4, 5));
        assertThat(new RateBounds(-2, 3).carry(point, Units.SECOND_NANOS)).isEqualTo(new Interval(3, 8));
    }

    /** A sample at this moment of an offset, give or take. */
    private void add(long atNanos, long offset, long margin) {
        var exchange = new Exchange(atNanos - margin, atNanos + offset, atNanos + offset, atNanos + margin);
        window.add(exchange, 0);
    }
}
