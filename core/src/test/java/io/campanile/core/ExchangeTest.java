package io.campanile.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExchangeTest {

    /** The slave is 500 ns ahead; 10 ns there, 5 ns at the slave, 20 ns back. */
    private static final Exchange AHEAD = new Exchange(1_000, 1_510, 1_515, 1_035);

    @Test
    void delayLeavesOutTheTimeAtTheSlave() {
        assertThat(AHEAD.delay()).isEqualTo(30);
    }

    @Test
    void offsetOfASlaveThatIsAheadIsPositive() {
        // Half of the asymmetry, (10 − 20) / 2, is missing from the 500.
        assertThat(AHEAD.offset()).isEqualTo(495);
    }

    @Test
    void offsetOfASlaveThatIsBehindIsNegative() {
        assertThat(new Exchange(1_000, 510, 515, 1_035).offset()).isEqualTo(-505);
    }

    @Test
    void offsetIsExactWhenBothWaysTakeEquallyLong() {
        assertThat(new Exchange(0, 700 + 15, 700 + 20, 35).offset()).isEqualTo(700);
    }

    @Test
    void boundsAreTheOffsetGiveOrTakeHalfTheDelay() {
        assertThat(AHEAD.bounds()).isEqualTo(new Interval(480, 510));
        assertThat(AHEAD.bounds()).isEqualTo(Interval.around(AHEAD.offset(), AHEAD.delay() / 2));
    }

    @Test
    void oddDelayLosesNothingOfTheBounds() {
        assertThat(new Exchange(0, 3, 3, 5).bounds()).isEqualTo(new Interval(-2, 3));
    }

    @Test
    void midpointIsTheMastersTimeHalfWay() {
        assertThat(AHEAD.midpoint()).isEqualTo(1_017);
    }

    @Test
    void midpointOfLateTimesDoesNotOverflow() {
        long late = (1L << 62) - 10;
        assertThat(new Exchange(late, 0, 0, late + 8).midpoint()).isEqualTo(late + 4);
    }

    @Test
    void clocksThatRunForwardsMakeAPossibleExchange() {
        assertThat(AHEAD.isPossible()).isTrue();
        assertThat(new Exchange(5, 9, 9, 5).isPossible()).as("no delay at all").isTrue();
    }

    @Test
    void replyBeforeTheProbeIsImpossible() {
        assertThat(new Exchange(1_000, 900, 900, 999).isPossible()).isFalse();
    }

    @Test
    void departureBeforeArrivalIsImpossible() {
        assertThat(new Exchange(0, 20, 19, 100).isPossible()).isFalse();
    }

    @Test
    void longerStayAtTheSlaveThanTheRoundTripIsImpossible() {
        assertThat(new Exchange(0, 0, 101, 100).isPossible()).isFalse();
        assertThat(new Exchange(0, 0, 100, 100).isPossible()).isTrue();
    }
}
