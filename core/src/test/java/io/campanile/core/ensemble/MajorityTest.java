package io.campanile.core.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MajorityTest {

    @Test
    void oneClockIsItsOwnMajority() {
        assertThat(of(interval(3, 5))).contains(new Majority(interval(3, 5)));
    }

    @Test
    void noClockHasNoMajority() {
        assertThat(Majority.of(List.of(), 0)).isEmpty();
    }

    @Test
    void disjointClocksHaveNoMajority() {
        assertThat(of(interval(0, 1), interval(10, 11), interval(20, 21))).isEmpty();
    }

    @Test
    void halfOfTheClocksIsNotEnough() {
        assertThat(of(interval(0, 10), interval(5, 15), interval(20, 30), interval(25, 35)))
                .isEmpty();
        assertThat(of(interval(0, 10), interval(20, 30))).isEmpty();
    }

    @Test
    void threeOfFourIsEnough() {
        assertThat(of(interval(0, 10), interval(5, 15), interval(8, 30), interval(25, 35)))
                .contains(new Majority(interval(8, 10)));
    }

    @Test
    void clocksWithoutAnIntervalCountAgainstTheMajority() {
        var two = List.of(interval(0, 10), interval(0, 10));
        assertThat(Majority.of(two, 3)).contains(new Majority(interval(0, 10)));
        assertThat(Majority.of(two, 4)).isEmpty();
    }

    @Test
    void nestedIntervalsAgreeOnTheSecondWidestOfThree() {
        assertThat(of(interval(0, 100), interval(10, 90), interval(40, 50))).contains(new Majority(interval(10, 90)));
    }

    @Test
    void touchingIntervalsAgreeOnTheirCommonPoint() {
        assertThat(of(interval(0, 10), interval(10, 20), interval(50, 60))).contains(new Majority(interval(10, 10)));
    }

    @Test
    void equalPointsAgree() {
        assertThat(of(interval(7, 7), interval(7, 7), interval(8, 8))).contains(new Majority(interval(7, 7)));
    }

    @Test
    void agreedIsTheHullOfSeveralPlacesWithAMajority() {
        // Two of three lie on [0, 1] and again on [9, 10].
        assertThat(of(interval(0, 10), interval(-5, 1), interval(9, 12))).contains(new Majority(interval(0, 10)));
    }

    @Test
    void onlyClocksThatReachTheAgreedPointsAreIncluded() {
        var majority = new Majority(interval(5, 10));
        assertThat(majority.includes(interval(10, 20))).isTrue();
        assertThat(majority.includes(interval(11, 20))).isFalse();
        assertThat(majority.includes(interval(-3, 4))).isFalse();
    }

    @Test
    void farEndsOfTimeDoNotOverflow() {
        var all = interval(Long.MIN_VALUE, Long.MAX_VALUE);
        assertThat(of(all, interval(1, 2), interval(Long.MAX_VALUE, Long.MAX_VALUE)))
                .contains(new Majority(interval(1, Long.MAX_VALUE)));
    }

    @Test
    void aHundredThousandClocksAreNoTrouble() {
        var random = new SplittableRandom(1);
        List<Interval> intervals = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            long error = random.nextLong(1_000);
            intervals.add(i % 5 < 2 ? interval(i * 10_000L, i * 10_000L + 10) : Interval.around(error - 500, 500));
        }
        assertThat(Majority.of(intervals, intervals.size())
                        .orElseThrow()
                        .agreed()
                        .contains(0))
                .isTrue();
    }

    private static Optional<Majority> of(Interval... intervals) {
        return Majority.of(Arrays.asList(intervals), intervals.length);
    }

    private static Interval interval(long low, long high) {
        return new Interval(low, high);
    }
}
