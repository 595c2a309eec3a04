package io.campanile.core.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MajorityPropertyTest {

    private static final int CASES = 5_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 22, 333, 4_444})
    void truthIsAgreedWhileFewerThanHalfLie(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            long truth = random.nextInt(2_000) - 1_000L;
            int clocks = 1 + random.nextInt(15);
            int liars = random.nextInt((clocks + 1) / 2);
            List<Interval> intervals = intervals(random, truth, clocks - liars, liars);
            Majority majority = Majority.of(intervals, clocks).orElseThrow();
            assertThat(majority.agreed().contains(truth))
                    .as("seed %d, case %d: %d in %s of %s", seed, i, truth, majority, intervals)
                    .isTrue();
            assertThat(intervals.stream()
                            .filter(interval -> interval.contains(truth))
                            .allMatch(majority::includes))
                    .as("seed %d, case %d: every honest clock is included", seed, i)
                    .isTrue();
        }
    }

    /** Against a count at every point. */
    @ParameterizedTest
    @ValueSource(longs = {5, 66, 777})
    void agreedIsTheHullOfEveryPointWithAStrictMajority(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            int clocks = 1 + random.nextInt(7);
            int silent = random.nextInt(2);
            List<Interval> intervals = new ArrayList<>();
            for (int c = 0; c < clocks; c++) {
                long low = random.nextInt(20);
                intervals.add(new Interval(low, low + random.nextInt(12)));
            }
            assertThat(Majority.of(intervals, clocks + silent))
                    .as("seed %d, case %d: %s and %d silent", seed, i, intervals, silent)
                    .isEqualTo(counted(intervals, clocks + silent));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {8, 99, 1_010})
    void clampKeepsAnyValueWithinTheHonestRange(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            int clocks = 1 + random.nextInt(12);
            int liars = random.nextInt((clocks + 1) / 2);
            double[] lows = new double[clocks];
            double[] highs = new double[clocks];
            double least = Double.POSITIVE_INFINITY;
            double greatest = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < clocks; c++) {
                boolean liar = c < liars;
                double middle = liar ? wild(random) : random.nextGaussian();
                double margin = liar ? Math.abs(wild(random)) : random.nextDouble();
                lows[c] = middle - margin;
                highs[c] = middle + margin;
                least = liar ? least : Math.min(least, lows[c]);
                greatest = liar ? greatest : Math.max(greatest, highs[c]);
            }
            assertThat(HonestRange.of(lows, highs).clamp(wild(random)))
                    .as("seed %d, case %d", seed, i)
                    .isBetween(least, greatest);
        }
    }

    private static List<Interval> intervals(Random random, long truth, int honest, int liars) {
        List<Interval> intervals = new ArrayList<>();
        for (int c = 0; c < honest; c++) {
            intervals.add(new Interval(truth - random.nextInt(100), truth + random.nextInt(100)));
        }
        for (int c = 0; c < liars; c++) {
            long low = truth + random.nextInt(1_000) - 500;
            intervals.add(new Interval(low, low + random.nextInt(300)));
        }
        Collections.shuffle(intervals, random);
        return intervals;
    }

    private static Optional<Majority> counted(List<Interval> intervals, int clocks) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (long point = 0; point <= 40; point++) {
            long at = point;
            if (2 * intervals.stream().filter(interval -> interval.contains(at)).count() > clocks) {
                first = Math.min(first, point);
                last = point;
            }
        }
        return first > last ? Optional.empty() : Optional.of(new Majority(new Interval(first, last)));
    }

    private static double wild(Random random) {
        return random.nextGaussian() * Math.pow(10, random.nextInt(12));
    }
}
