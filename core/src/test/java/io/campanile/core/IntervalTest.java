package io.campanile.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IntervalTest {

    private static final Interval INTERVAL = new Interval(-10, 20);

    @Test
    void containsItsEnds() {
        assertThat(INTERVAL.contains(-10)).isTrue();
        assertThat(INTERVAL.contains(20)).isTrue();
        assertThat(INTERVAL.contains(-11)).isFalse();
        assertThat(INTERVAL.contains(21)).isFalse();
    }

    @Test
    void intervalOfOneValueIsNotEmpty() {
        assertThat(Interval.around(7, 0).isEmpty()).isFalse();
        assertThat(new Interval(8, 7).isEmpty()).isTrue();
    }

    @Test
    void touchingIntervalsShareOnePoint() {
        assertThat(INTERVAL.intersect(new Interval(20, 30))).isEqualTo(new Interval(20, 20));
    }

    @Test
    void contradictingIntervalsShareNothing() {
        assertThat(INTERVAL.intersect(new Interval(21, 30)).isEmpty()).isTrue();
    }

    @Test
    void nestedIntervalIsTheIntersection() {
        assertThat(INTERVAL.intersect(new Interval(3, 4))).isEqualTo(new Interval(3, 4));
    }

    @Test
    void shiftMovesBothEnds() {
        assertThat(INTERVAL.shift(-5)).isEqualTo(new Interval(-15, 15));
    }

    @Test
    void widenMovesTheEndsApart() {
        assertThat(INTERVAL.widen(5)).isEqualTo(new Interval(-15, 25));
    }

    @Test
    void endsStopAtTheEndsOfTime() {
        var late = new Interval(Long.MAX_VALUE - 10, Long.MAX_VALUE - 5);
        assertThat(late.shift(7)).isEqualTo(new Interval(Long.MAX_VALUE - 3, Long.MAX_VALUE));
        assertThat(late.widen(7)).isEqualTo(new Interval(Long.MAX_VALUE - 17, Long.MAX_VALUE));
        var early = new Interval(Long.MIN_VALUE + 5, Long.MIN_VALUE + 10);
        assertThat(early.shift(-7)).isEqualTo(new Interval(Long.MIN_VALUE, Long.MIN_VALUE + 3));
        assertThat(early.widen(7)).isEqualTo(new Interval(Long.MIN_VALUE, Long.MIN_VALUE + 17));
    }

    @Test
    void clampTakesTheNearestEnd() {
        assertThat(INTERVAL.clamp(3)).isEqualTo(3);
        assertThat(INTERVAL.clamp(-99)).isEqualTo(-10);
        assertThat(INTERVAL.clamp(99)).isEqualTo(20);
    }

    @Test
    void worstErrorIsTheDistanceToTheFartherEnd() {
        assertThat(INTERVAL.worstErrorOf(0)).isEqualTo(20);
        assertThat(INTERVAL.worstErrorOf(15)).isEqualTo(25);
    }
}
