package io.campanile.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangePropertyTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 20, 300, 4_000, 50_000})
    void asymmetryNeverPutsTheTrueOffsetOutsideTheBounds(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 10_000; i++) {
            long offset = random.nextLong(-Units.SECOND_NANOS * 86_400, Units.SECOND_NANOS * 86_400);
            long out = skewed(random);
            long stay = skewed(random);
            long back = skewed(random);
            long t1 = random.nextLong(1L << 61);
            var exchange = new Exchange(t1, t1 + out + offset, t1 + out + stay + offset, t1 + out + stay + back);

            assertThat(exchange.isPossible()).isTrue();
            assertThat(exchange.delay()).isEqualTo(out + back);
            assertThat(exchange.bounds().contains(offset))
                    .as("%d in %s", offset, exchange)
                    .isTrue();
            // One nanosecond of an odd sum is lost to the halving.
            assertThat(2 * Math.abs(exchange.offset() - offset))
                    .as("twice the error of %s", exchange)
                    .isLessThanOrEqualTo(exchange.delay() + 1);
        }
    }

    /** From nothing to ten seconds, each power of ten as likely as the next. */
    private static long skewed(SplittableRandom random) {
        return (long) Math.pow(10, random.nextDouble(10)) - 1;
    }
}
