package io.campanile.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalPropertyTest {

    private static final int CASES = 20_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 22, 333})
    void intersectionHoldsWhatBothHold(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < CASES; i++) {
            Interval a = small(random);
            Interval b = small(random);
            Interval both = a.intersect(b);
            assertThat(b.intersect(a)).isEqualTo(both);
            long value = random.nextInt(60);
            String what = "seed %s, case %s: %s in %s and %s".formatted(seed, i, value, a, b);
            assertThat(both.contains(value)).as(what).isEqualTo(a.contains(value) && b.contains(value));
            assertThat(both.isEmpty()).as(what).isEqualTo(a.high() < b.low() || b.high() < a.low());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 55, 666})
    void clampGivesTheNearestValueAndNoneIsFurtherOffThanTheWorstError(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < CASES; i++) {
            Interval interval = small(random);
            long value = random.nextInt(-20, 80);
            long clamped = interval.clamp(value);
            String what = "seed %s, case %s: %s into %s".formatted(seed, i, value, interval);
            assertThat(interval.contains(clamped)).as(what).isTrue();
            long worst = 0;
            for (long other = interval.low(); other <= interval.high(); other++) {
                assertThat(Math.abs(value - clamped)).as(what).isLessThanOrEqualTo(Math.abs(value - other));
                worst = Math.max(worst, Math.abs(clamped - other));
            }
            assertThat(interval.worstErrorOf(clamped)).as(what).isEqualTo(worst);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 88, 999})
    void movesAndGrowsAsNumbersDoWithoutAnEnd(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < CASES; i++) {
            long low = extreme(random);
            Interval interval = new Interval(low, random.nextLong(low, Long.MAX_VALUE));
            long nanos = extreme(random);
            long margin = random.nextLong(Long.MAX_VALUE) >> random.nextInt(63);
            String what = "seed %s, case %s: %s by %s or %s".formatted(seed, i, interval, nanos, margin);
            assertThat(interval.shift(nanos))
                    .as(what)
                    .isEqualTo(new Interval(sum(interval.low(), nanos), sum(interval.high(), nanos)));
            assertThat(interval.widen(margin))
                    .as(what)
                    .isEqualTo(new Interval(sum(interval.low(), -margin), sum(interval.high(), margin)));
        }
    }

    /** The sum, or the nearest number that there is. */
    private static long sum(long a, long b) {
        return BigInteger.valueOf(a)
                .add(BigInteger.valueOf(b))
                .max(BigInteger.valueOf(Long.MIN_VALUE))
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValueExact();
    }

    private static Interval small(SplittableRandom random) {
        long low = random.nextInt(40);
        return new Interval(low, low + random.nextInt(20));
    }

    /** Of any size, each power of two as likely as the next. */
    private static long extreme(SplittableRandom random) {
        return random.nextLong(-Long.MAX_VALUE, Long.MAX_VALUE) >> random.nextInt(63);
    }
}
