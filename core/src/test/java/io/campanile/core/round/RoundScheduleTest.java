package io.campanile.core.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.session.SessionConfig;
import org.junit.jupiter.api.Test;

class RoundScheduleTest {

    private static final long SECOND = 1_000_000_000L;
    private static final RoundSchedule SCHEDULE = new RoundSchedule(50 * SECOND, SECOND);

    @Test
    void leavesALoneSlaveHalfTheRoundToAnswer() {
        assertThat(SCHEDULE.burstAt(0, 1)).isEqualTo(50 * SECOND + 400_000_000);
    }

    @Test
    void spreadsTheBurstsEvenlyOverFourFifths() {
        assertThat(SCHEDULE.burstAt(0, 4)).isEqualTo(50 * SECOND + 100_000_000);
        assertThat(SCHEDULE.burstAt(1, 4)).isEqualTo(50 * SECOND + 300_000_000);
        assertThat(SCHEDULE.burstAt(3, 4)).isEqualTo(50 * SECOND + 700_000_000);
    }

    @Test
    void leavesTheLastOfManyTimeToAnswer() {
        long last = SCHEDULE.burstAt(99_999, 100_000);

        assertThat(last).isLessThan(50 * SECOND + 800_000_000).isGreaterThan(50 * SECOND + 799_000_000);
        assertThat(SCHEDULE.deadlineNanos()).isEqualTo(50 * SECOND + 900_000_000);
    }

    @Test
    void spreadsTheBurstsOfTheLongestRoundWithoutOverflow() {
        RoundSchedule hour = new RoundSchedule(0, SessionConfig.MAX_ROUND_NANOS);

        assertThat(hour.burstAt(999_999, 1_000_000)).isBetween(2879L * SECOND, 2880L * SECOND);
    }

    @Test
    void followsItselfWithoutAGap() {
        assertThat(SCHEDULE.next(50 * SECOND + 950_000_000, SECOND)).isEqualTo(new RoundSchedule(51 * SECOND, SECOND));
        assertThat(SCHEDULE.next(51 * SECOND, SECOND)).isEqualTo(new RoundSchedule(51 * SECOND, SECOND));
    }

    @Test
    void startsLateAfterTheMasterWasHeldUp() {
        assertThat(SCHEDULE.next(51 * SECOND + 1, SECOND)).isEqualTo(new RoundSchedule(51 * SECOND + 1, SECOND));
        assertThat(SCHEDULE.next(90 * SECOND, SECOND)).isEqualTo(new RoundSchedule(90 * SECOND, SECOND));
    }

    @Test
    void isOverWhenTheNextOneShouldHaveStarted() {
        assertThat(SCHEDULE.isOver(51 * SECOND - 1, SECOND)).isFalse();
        assertThat(SCHEDULE.isOver(51 * SECOND, SECOND)).isTrue();
    }

    @Test
    void isOverNoSoonerThanAUsualOneWouldBe() {
        RoundSchedule brief = new RoundSchedule(50 * SECOND, SECOND / 10);
        assertThat(brief.isOver(51 * SECOND - 1, SECOND)).isFalse();
        assertThat(brief.isOver(51 * SECOND, SECOND)).isTrue();
        assertThat(SCHEDULE.isOver(51 * SECOND - 1, SECOND / 10)).isFalse();
    }
}
