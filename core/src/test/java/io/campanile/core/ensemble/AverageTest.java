package io.campanile.core.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AverageTest {

    @Test
    void equallyKnownClocksGiveThePlainMean() {
        assertThat(Average.of(new double[] {0, 25, -10}, new double[] {3, 3, 3}, 0))
                .isCloseTo(5, within(1e-12));
    }

    @Test
    void howWellEachIsKnownDoesNotMatterWhileTheyAreFarApart() {
        assertThat(Average.of(new double[] {0, 25e9, -10e9}, new double[] {0, 100, 10_000}, 15e9))
                .isCloseTo(5e9, within(1.0));
    }

    @Test
    void betterKnownClocksCountMore() {
        // Weights 1/1, 1/4 and 1/4, below the cap of 2/3.
        assertThat(Average.weights(new double[] {1, 2, 2}, 0))
                .containsExactly(new double[] {2. / 3, 1. / 6, 1. / 6}, within(1e-9));
        assertThat(Average.of(new double[] {6, 12, 12}, new double[] {1, 2, 2}, 0))
                .isCloseTo(8, within(1e-9));
    }

    @Test
    void noClockOwnsTheTime() {
        assertThat(Average.weights(new double[] {0, 1_000, 1_000, 1_000}, 0))
                .containsExactly(new double[] {1. / 2, 1. / 6, 1. / 6, 1. / 6}, within(1e-6));
    }

    @Test
    void whatTheCapTakesOffCannotLiftAnotherOverIt() {
        double[] weights = Average.weights(new double[] {0.001, 0.002, 1, 1, 1, 1, 1, 1}, 0);
        assertThat(weights[0]).isCloseTo(2. / 8, within(1e-6));
        assertThat(weights[1]).isCloseTo(2. / 8, within(1e-6));
        assertThat(weights[7]).isCloseTo(1. / 12, within(1e-6));
    }

    @Test
    void oneClockIsItsOwnMean() {
        assertThat(Average.of(new double[] {77}, new double[] {0}, 0)).isEqualTo(77);
    }

    @Test
    void clocksKnownExactlyShareAlike() {
        assertThat(Average.of(new double[] {1, 3}, new double[] {0, 0}, 0)).isCloseTo(2, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 22, 333})
    void sharesAddUpToOneAndNoneIsAboveTwiceAnEqualOne(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            int clocks = 1 + random.nextInt(40);
            double[] deviations = random.doubles(clocks)
                    .map(d -> random.nextInt(5) == 0 ? 0 : Math.pow(10, 18 * d - 9))
                    .toArray();
            double[] weights = Average.weights(deviations, random.nextBoolean() ? 0 : random.nextDouble(100));
            assertThat(Arrays.stream(weights).sum())
                    .as("seed %d, case %d: %s", seed, i, Arrays.toString(weights))
                    .isCloseTo(1, within(1e-9));
            assertThat(Arrays.stream(weights).max().orElseThrow())
                    .as("seed %d, case %d: %s", seed, i, Arrays.toString(deviations))
                    .isLessThanOrEqualTo(2.0 / clocks * 1.00001);
            assertThat(Arrays.stream(weights).min().orElseThrow())
                    .as("seed %d, case %d", seed, i)
                    .isNotNegative();
        }
    }
}
