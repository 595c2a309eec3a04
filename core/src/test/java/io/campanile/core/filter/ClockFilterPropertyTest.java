package io.campanile.core.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Exchange;
import io.campanile.core.Units;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockFilterPropertyTest {

    private static final int SAMPLES = 3_000;

    /** Whatever the network does, as long as the oscillators keep within the limits. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1_597})
    void trueOffsetAndRateAlwaysLieWithinTheBounds(long seed) {
        var random = new SplittableRandom(seed);
        var limits = new FilterLimits(Math.pow(10, random.nextDouble(4, 7)), Math.pow(10, random.nextDouble(1, 4)));
        double middle = (limits.maxDriftPpb() - limits.maxWanderPpb() / 2) * random.nextDouble(-1, 1);
        var clock = new DriftingClock(random.nextLong(-Units.SECOND_NANOS, Units.SECOND_NANOS), middle);
        var filter = new ClockFilter(limits);
        double slowness = random.nextDouble(3, 8);
        long now = 0;
        for (int i = 0; i < SAMPLES; i++) {
            if (random.nextInt(10) == 0) {
                clock.changeRate(now, middle + limits.maxWanderPpb() * random.nextDouble(-0.5, 0.5));
            }
            Exchange exchange =
                    clock.exchange(now, wait(random, slowness), wait(random, slowness), wait(random, slowness));
            assertThat(filter.add(exchange))
                    .as("seed %d, sample %d: no jump", seed, i)
                    .isEmpty();
            now = exchange.t4() + wait(random, 9.5);
            ClockEstimate estimate = filter.estimate(now).orElseThrow();
            assertHolds(estimate, clock, now, "seed %s, sample %s: %s".formatted(seed, i, estimate));
        }
    }

    private static void assertHolds(ClockEstimate estimate, DriftingClock clock, long now, String what) {
        double truth = clock.offsetAt(now);
        assertThat(truth).as(what).isBetween((double) estimate.bounds().low(), (double)
                estimate.bounds().high());
        assertThat(clock.ratePpb()).as(what).isBetween(estimate.rateLowPpb(), estimate.rateHighPpb());
        assertThat(estimate.bounds().contains(estimate.offsetNanos())).as(what).isTrue();
        assertThat(estimate.ratePpb()).as(what).isBetween(estimate.rateLowPpb(), estimate.rateHighPpb());
        assertThat(estimate.offsetDeviationNanos()).as(what).isPositive().isFinite();
        assertThat(estimate.rateDeviationPpb()).as(what).isPositive().isFinite();
    }

    /** A liar who makes up stamps that are possible one by one. */
    @ParameterizedTest
    @ValueSource(longs = {1, 20, 300, 4_000, 50_000, 600_000})
    void liarNeverGetsAnEstimateThatContradictsItself(long seed) {
        var random = new SplittableRandom(seed);
        for (int liar = 0; liar < 200; liar++) {
            var filter = new ClockFilter(FilterLimits.DEFAULT);
            double pace = random.nextDouble(2, 10);
            double stride = random.nextDouble(0, 10);
            long now = 0;
            long claim = random.nextLong(1L << 61);
            int jumps = 0;
            for (int i = 0; i < 150; i++) {
                claim = Math.max(0, claim + (random.nextInt(3) - 1) * (long) Math.pow(10, random.nextDouble(stride)));
                long roundTrip = random.nextBoolean() ? 0 : wait(random, pace);
                var exchange =
                        new Exchange(now, now + claim, now + claim + random.nextLong(roundTrip + 1), now + roundTrip);
                assertThat(exchange.isPossible()).isTrue();
                jumps += filter.add(exchange).isPresent() ? 1 : 0;
                now += roundTrip + random.nextLong((long) Math.pow(10, pace));
                ClockEstimate estimate = filter.estimate(now).orElseThrow();
                assertThat(estimate.bounds().isEmpty())
                        .as("seed %d, liar %d, sample %d, jumps %d: %s", seed, liar, i, jumps, estimate)
                        .isFalse();
                assertThat(estimate.bounds().contains(estimate.offsetNanos())).isTrue();
                assertThat(estimate.rateLowPpb()).isLessThanOrEqualTo(estimate.rateHighPpb());
                assertThat(estimate.ratePpb()).isBetween(estimate.rateLowPpb(), estimate.rateHighPpb());
            }
        }
    }

    /** From 1 ns to 10 to this power, each power as likely as the next. */
    private static long wait(SplittableRandom random, double power) {
        return (long) Math.pow(10, random.nextDouble(power));
    }
}
