package io.campanile.core.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.campanile.core.Exchange;
import io.campanile.core.Interval;
import io.campanile.core.Units;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClockFilterTest {

    private static final long SECOND = Units.SECOND_NANOS;
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;

    private final ClockFilter filter = new ClockFilter(FilterLimits.DEFAULT);

    @Test
    void knowsNothingBeforeTheFirstExchange() {
        assertThat(filter.estimate(SECOND)).isEmpty();
    }

    @Test
    void oneExchangeGivesCristiansEstimate() {
        var clock = new DriftingClock(3 * MILLI, 0);
        assertThat(filter.add(clock.exchange(SECOND, 100 * MICRO, 0, 100 * MICRO)))
                .isEmpty();
        var estimate = filter.estimate(SECOND + 100 * MICRO).orElseThrow();
        assertThat(estimate.offsetNanos()).isEqualTo(3 * MILLI);
        assertThat(estimate.samples()).isEqualTo(1);
        // The drift limit of 1000 ppm over the 200 µs adds 0.2 µs on each side.
        assertThat(estimate.bounds()).isEqualTo(Interval.around(3 * MILLI, 100_200));
        assertThat(estimate.rateLowPpb()).isEqualTo(-FilterLimits.DEFAULT.maxDriftPpb());
        assertThat(estimate.rateHighPpb()).isEqualTo(FilterLimits.DEFAULT.maxDriftPpb());
    }

    @Test
    void showsTheSamplesThatItKeepsOldestFirst() {
        assertThat(filter.samples()).isEmpty();
        var clock = new DriftingClock(0, 0);
        for (int i = 0; i < ClockFilter.WINDOW + 3; i++) {
            filter.add(clock.exchange(i * SECOND, 100 * MICRO, 0, 100 * MICRO));
        }
        assertThat(filter.samples()).hasSize(ClockFilter.WINDOW);
        assertThat(filter.samples().get(0))
                .isEqualTo(new Sample(3 * SECOND + 100 * MICRO, Interval.around(0, 100_200)));
    }

    @Test
    void boundsOfOneExchangeWidenByTheDriftLimit() {
        filter.add(new DriftingClock(0, 0).exchange(0, 100 * MICRO, 0, 100 * MICRO));
        var estimate = filter.estimate(100 * MICRO + SECOND).orElseThrow();
        assertThat(estimate.bounds()).isEqualTo(Interval.around(0, 100_200 + MILLI));
    }

    @Test
    void isExactOnNoiselessData() {
        var clock = new DriftingClock(-7 * SECOND, 42_000);
        for (int i = 0; i < 32; i++) {
            assertThat(filter.add(clock.exchange(i * SECOND, 50 * MICRO, 10 * MICRO, 50 * MICRO)))
                    .isEmpty();
        }
        long now = 32 * SECOND;
        var estimate = filter.estimate(now).orElseThrow();
        assertThat((double) estimate.offsetNanos()).isCloseTo(clock.offsetAt(now), within(2.0));
        assertThat(estimate.ratePpb()).isCloseTo(42_000, within(1.0));
        assertThat(estimate.samples()).isEqualTo(32);
        assertThat(estimate.leastDelayNanos()).isBetween(100 * MICRO, 101 * MICRO);
    }

    @Test
    void isExactAfterTheLongestRoundToo() {
        // A burst back to back, then nothing until the end of a round of an hour.
        for (int i = 0; i < 4; i++) {
            filter.add(new DriftingClock(5 * SECOND, 0).exchange(100L * i * MICRO, 50 * MICRO, 0, 50 * MICRO));
        }
        var estimate = filter.estimate(3600 * SECOND).orElseThrow();
        assertThat(estimate.offsetNanos()).isEqualTo(5 * SECOND);
        assertThat(estimate.ratePpb()).isCloseTo(0, within(1e-3));
        // Four stamps within 300 µs tell next to nothing of the rate: as much as is known of any crystal.
        assertThat(estimate.rateDeviationPpb()).isBetween(10_000.0, 100_000.0);
        assertThat(estimate.offsetDeviationNanos()).isCloseTo(3600 * estimate.rateDeviationPpb(), withinPercentage(1));
    }

    @Test
    void measuresAClockDecadesAwayToTheNanosecond() {
        long decades = 50L * 365 * 86_400 * SECOND + 7;
        for (int i = 0; i < 16; i++) {
            filter.add(new DriftingClock(0, 0).exchange(i * SECOND, 50 * MICRO, 0, 50 * MICRO));
        }
        var far = new ClockFilter(FilterLimits.DEFAULT);
        for (int i = 0; i < 16; i++) {
            Exchange near = new DriftingClock(0, 0).exchange(i * SECOND, 50 * MICRO, 0, 50 * MICRO);
            far.add(new Exchange(near.t1(), near.t2() + decades, near.t3() + decades, near.t4()));
        }
        var estimate = far.estimate(16 * SECOND).orElseThrow();
        assertThat(estimate.offsetNanos() - decades)
                .isEqualTo(filter.estimate(16 * SECOND).orElseThrow().offsetNanos());
    }

    @Test
    void rateBoundsNarrowToTheWanderAsTheWindowGrows() {
        var clock = new DriftingClock(0, 42_000);
        for (int i = 0; i < 64; i++) {
            filter.add(clock.exchange(i * SECOND, 50 * MICRO, 0, 50 * MICRO));
        }
        var estimate = filter.estimate(64 * SECOND).orElseThrow();
        // The wander of 15 ppm each way, and 100 µs of delay over a minute: 2 ppm.
        assertThat(estimate.rateLowPpb()).isBetween(42_000 - 18_000.0, 42_000 - 15_000.0);
        assertThat(estimate.rateHighPpb()).isBetween(42_000 + 15_000.0, 42_000 + 18_000.0);
    }

    /** All the delay is on the way out, so nobody can see a jump back by less than that. */
    @Test
    void aJumpTooSmallToBeSeenIsForgottenWithTheWindow() {
        var clock = new DriftingClock(0, 0);
        var filter = new ClockFilter(FilterLimits.DEFAULT);
        for (int i = 0; i < 200; i++) {
            if (i == 100) {
                clock.step(-15_000 * MICRO);
            }
            assertThat(filter.add(clock.exchange(i * SECOND, 20_000 * MICRO, 0, 0)))
                    .isEmpty();
            boolean right = filter.estimate(i * SECOND + SECOND / 2)
                    .orElseThrow()
                    .bounds()
                    .contains(i < 100 ? 0 : -15_000 * MICRO);
            assertThat(right || (i >= 100 && i < 100 + ClockFilter.MEMORY))
                    .as("exchange %d", i)
                    .isTrue();
        }
    }

    @Test
    void windowIsBounded() {
        var clock = new DriftingClock(0, 0);
        for (int i = 0; i < 200; i++) {
            filter.add(clock.exchange(i * SECOND, 50 * MICRO, 0, 50 * MICRO));
        }
        assertThat(filter.estimate(200 * SECOND).orElseThrow().samples()).isEqualTo(ClockFilter.WINDOW);
        assertThat(ClockFilter.WINDOW).isEqualTo(64);
    }

    @Test
    void oneFastExchangeNarrowsTheBoundsOfManySlowOnes() {
        var clock = new DriftingClock(MILLI, 0);
        for (int i = 0; i < 20; i++) {
            filter.add(clock.exchange(i * SECOND, i == 10 ? MICRO : 50 * MILLI, 0, i == 10 ? MICRO : 50 * MILLI));
        }
        var estimate = filter.estimate(20 * SECOND).orElseThrow();
        assertThat(estimate.bounds().high() - estimate.bounds().low()).isLessThan(2 * 10 * 1_020 * MICRO);
        assertThat(estimate.offsetNanos()).isBetween(MILLI - 100, MILLI + 100);
    }

    @Test
    void stepForwardIsAJumpOfItsSizeAndRestartsTheWindow() {
        Jump jump = jumpOf(250 * MILLI);
        assertThat(jump.jumpNanos()).isBetween(249 * MILLI, 250 * MILLI);
        assertThat(jump.elapsedNanos()).isEqualTo(SECOND);
        assertThat(jump.impliedRatePpm()).isBetween(249_000.0, 250_000.0);
        var estimate = filter.estimate(20 * SECOND + 50 * MICRO).orElseThrow();
        assertThat(estimate.samples()).isEqualTo(1);
        assertThat(estimate.offsetNanos()).isEqualTo(250 * MILLI);
        assertThat(estimate.rateHighPpb()).isEqualTo(FilterLimits.DEFAULT.maxDriftPpb());
    }

    @Test
    void stepBackwardsIsANegativeJump() {
        assertThat(jumpOf(-3 * SECOND).jumpNanos()).isBetween(-3 * SECOND, -3 * SECOND + MILLI);
    }

    @Test
    void jumpIsReportedOnce() {
        jumpOf(SECOND);
        var clock = new DriftingClock(SECOND, 0);
        for (int i = 21; i < 30; i++) {
            assertThat(filter.add(clock.exchange(i * SECOND, 50 * MICRO, 0, 50 * MICRO)))
                    .isEmpty();
        }
        assertThat(filter.estimate(30 * SECOND).orElseThrow().samples()).isEqualTo(10);
    }

    @Test
    void clockThatRunsTooFastIsAJump() {
        var limits = FilterLimits.DEFAULT;
        var tooFast = new DriftingClock(0, 1.5 * limits.maxDriftPpb());
        filter.add(tooFast.exchange(0, 50 * MICRO, 0, 50 * MICRO));
        assertThat(filter.add(tooFast.exchange(10 * SECOND, 50 * MICRO, 0, 50 * MICRO)))
                .isPresent();
    }

    @Test
    void rateThatChangesWithinTheWanderIsFollowedBeforeTheWindowHasPassed() {
        var clock = new DriftingClock(0, 10_000);
        for (int i = 0; i < 64; i++) {
            filter.add(clock.exchange(i * SECOND, 50 * MICRO, 0, 50 * MICRO));
            filter.estimate(i * SECOND + MILLI);
        }
        clock.changeRate(64 * SECOND, 18_000);
        for (int i = 64; i < 64 + 24; i++) {
            assertThat(filter.add(clock.exchange(i * SECOND, 50 * MICRO, 0, 50 * MICRO)))
                    .isEmpty();
            filter.estimate(i * SECOND + MILLI);
        }
        var estimate = filter.estimate(88 * SECOND).orElseThrow();
        // A line through the whole window would still be some 3 ppm off.
        assertThat(estimate.ratePpb()).isCloseTo(18_000, within(500.0));
        assertThat(estimate.samples()).isEqualTo(64);
    }

    private Jump jumpOf(long nanos) {
        var clock = new DriftingClock(0, 0);
        for (int i = 0; i < 20; i++) {
            assertThat(filter.add(clock.exchange(i * SECOND, 50 * MICRO, 0, 50 * MICRO)))
                    .isEmpty();
        }
        clock.step(nanos);
        Optional<Jump> jump = filter.add(clock.exchange(20 * SECOND, 50 * MICRO, 0, 50 * MICRO));
        return jump.orElseThrow();
    }
}
