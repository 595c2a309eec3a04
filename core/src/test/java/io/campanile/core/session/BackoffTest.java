package io.campanile.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final long SEED = 7_001;
    private static final long MILLI = 1_000_000;

    private final Backoff backoff = new Backoff(BackoffLimits.DEFAULT, new SplittableRandom(SEED));

    @Test
    void doublesUpToASecond() {
        long[] limits = {100 * MILLI, 200 * MILLI, 400 * MILLI, 800 * MILLI, 1_000 * MILLI, 1_000 * MILLI};
        for (int repetition = 0; repetition < 500; repetition++) {
            backoff.reset();
            for (long limit : limits) {
                assertThat(backoff.nextNanos()).as("seed " + SEED).isBetween(limit / 2, limit);
            }
        }
    }

    @Test
    void doublesUpToAMinuteWhereTheOtherEndSaysNoEachTime() {
        long longest = 0;
        for (int i = 0; i < 500; i++) {
            long wait = backoff.nextRefusedNanos();
            assertThat(wait).as("seed " + SEED).isLessThanOrEqualTo(60_000 * MILLI);
            longest = Math.max(longest, wait);
        }

        assertThat(longest).as("seed " + SEED).isGreaterThan(55_000 * MILLI);
        assertThat(backoff.nextNanos()).as("nobody answers any more").isLessThanOrEqualTo(1_000 * MILLI);
    }

    @Test
    void drawsFromAllOfTheUpperHalf() {
        List<Long> waits = LongStream.range(0, 2_000)
                .mapToObj(i -> {
                    backoff.reset();
                    return backoff.nextNanos();
                })
                .toList();

        assertThat(waits).as("seed " + SEED).allMatch(wait -> wait >= 50 * MILLI && wait <= 100 * MILLI);
        assertThat(waits).as("seed " + SEED).anyMatch(wait -> wait < 51 * MILLI).anyMatch(wait -> wait > 99 * MILLI);
    }

    @Test
    void startsAnewAfterAReset() {
        for (int i = 0; i < 10; i++) {
            backoff.nextNanos();
        }
        backoff.reset();

        assertThat(backoff.nextNanos()).as("seed " + SEED).isLessThanOrEqualTo(100 * MILLI);
    }
}
