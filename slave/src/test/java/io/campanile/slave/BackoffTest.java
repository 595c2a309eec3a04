package io.campanile.slave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final long SEED = 7_001;

    private final Backoff backoff = new Backoff(BackoffLimits.DEFAULT, new SplittableRandom(SEED));

    @Test
    void doublesUpToASecond() {
        long[] limits = {100, 200, 400, 800, 1_000, 1_000, 1_000};
        for (int repetition = 0; repetition < 500; repetition++) {
            backoff.reset();
            for (long limit : limits) {
                assertThat(backoff.nextMillis()).as("seed " + SEED).isBetween(limit / 2, limit);
            }
        }
    }

    @Test
    void drawsFromAllOfTheUpperHalf() {
        long[] waits = LongStream.range(0, 2_000)
                .map(i -> {
                    backoff.reset();
                    return backoff.nextMillis();
                })
                .distinct()
                .toArray();

        assertThat(waits).as("seed " + SEED).hasSize(51).contains(50, 100);
    }

    @Test
    void startsAnewAfterAReset() {
        for (int i = 0; i < 10; i++) {
            backoff.nextMillis();
        }
        backoff.reset();

        assertThat(backoff.nextMillis()).as("seed " + SEED).isLessThanOrEqualTo(100);
    }
}
