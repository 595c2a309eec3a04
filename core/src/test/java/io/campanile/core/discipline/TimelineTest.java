package io.campanile.core.discipline;

import static io.campanile.core.discipline.TestCorrections.ERROR;
import static io.campanile.core.discipline.TestCorrections.MILLI;
import static io.campanile.core.discipline.TestCorrections.NOW;
import static io.campanile.core.discipline.TestCorrections.SECOND;
import static io.campanile.core.discipline.TestCorrections.SYNCHRONIZED_FOR;
import static io.campanile.core.discipline.TestCorrections.VALID_FOR;
import static io.campanile.core.discipline.Timeline.GRANULARITY_NANOS;
import static io.campanile.core.discipline.Timeline.UNKNOWN_ERROR;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimelineTest {

    private final Discipline discipline = new Discipline(DisciplineLimits.DEFAULT);

    @Test
    void promisesNothingBeforeTheFirstCorrection() {
        assertThat(Timeline.INITIAL.status(NOW)).isEqualTo(ClockStatus.UNSYNCHRONIZED);
        assertThat(Timeline.INITIAL.errorNanos(NOW)).isEqualTo(UNKNOWN_ERROR);
        assertThat(Timeline.INITIAL.everCorrected()).isFalse();
        assertThat(Timeline.INITIAL.epoch()).isZero();
        assertThat(Timeline.INITIAL.round()).isZero();
    }

    @Test
    void statusChangesExactlyAtItsLimits() {
        Timeline timeline = corrected(0);
        assertThat(timeline.status(NOW)).isEqualTo(ClockStatus.SYNCHRONIZED);
        assertThat(timeline.status(NOW + SYNCHRONIZED_FOR - 1)).isEqualTo(ClockStatus.SYNCHRONIZED);
        assertThat(timeline.status(NOW + SYNCHRONIZED_FOR)).isEqualTo(ClockStatus.HOLDOVER);
        assertThat(timeline.status(NOW + VALID_FOR - 1)).isEqualTo(ClockStatus.HOLDOVER);
        assertThat(timeline.status(NOW + VALID_FOR)).isEqualTo(ClockStatus.UNSYNCHRONIZED);
        assertThat(timeline.statusHoldsUntil(NOW)).isEqualTo(NOW + SYNCHRONIZED_FOR);
        assertThat(timeline.statusHoldsUntil(NOW + SYNCHRONIZED_FOR)).isEqualTo(NOW + VALID_FOR);
        assertThat(timeline.statusHoldsUntil(NOW + VALID_FOR)).isEqualTo(Long.MAX_VALUE);
        assertThat(timeline.everCorrected()).isTrue();
    }

    @Test
    void errorIsThatOfTheCorrectionAndGrowsWithItsAge() {
        Timeline timeline = corrected(0);
        assertThat(timeline.errorNanos(NOW)).isEqualTo(ERROR + GRANULARITY_NANOS);
        // 15 ppm for two seconds.
        assertThat(timeline.errorNanos(NOW + 2 * SECOND)).isEqualTo(ERROR + 30_000 + GRANULARITY_NANOS);
        assertThat(timeline.errorNanos(NOW + 2 * SECOND + 1)).isEqualTo(ERROR + 30_001 + GRANULARITY_NANOS);
    }

    @Test
    void errorContainsWhatIsLeftToSlew() {
        corrected(0);
        Timeline timeline = corrected(-10 * MILLI);
        assertThat(timeline.errorNanos(NOW)).isEqualTo(10 * MILLI + ERROR + GRANULARITY_NANOS);
        assertThat(timeline.errorNanos(NOW + SECOND / 2)).isEqualTo(5 * MILLI + ERROR + 7_500 + GRANULARITY_NANOS);
        assertThat(timeline.errorNanos(NOW + SECOND)).isEqualTo(ERROR + 15_000 + GRANULARITY_NANOS);
    }

    @Test
    void errorGrowsUntilItIsUnknown() {
        Timeline timeline = corrected(0);
        long last = 0;
        for (long age = 0; age < VALID_FOR; age += SECOND) {
            long error = timeline.errorNanos(NOW + age);
            assertThat(error).isGreaterThan(last);
            last = error;
        }
        assertThat(timeline.errorNanos(NOW + VALID_FOR - 1)).isLessThan(UNKNOWN_ERROR);
        assertThat(timeline.errorNanos(NOW + VALID_FOR)).isEqualTo(UNKNOWN_ERROR);
        assertThat(timeline.served(NOW + VALID_FOR)).as("it still runs").isEqualTo(NOW + VALID_FOR);
    }

    @Test
    void newCorrectionEndsTheHoldover() {
        corrected(0);
        long later = NOW + 100 * SECOND;
        assertThat(discipline.timeline().status(later)).isEqualTo(ClockStatus.HOLDOVER);
        discipline.decide(TestCorrections.next(discipline, later, 0, 0), later);
        assertThat(discipline.timeline().status(later)).isEqualTo(ClockStatus.SYNCHRONIZED);
        assertThat(discipline.timeline().errorNanos(later)).isEqualTo(ERROR + GRANULARITY_NANOS);
    }

    private Timeline corrected(long offsetNanos) {
        discipline.decide(TestCorrections.next(discipline, NOW, offsetNanos, 0), NOW);
        return discipline.timeline();
    }
}
