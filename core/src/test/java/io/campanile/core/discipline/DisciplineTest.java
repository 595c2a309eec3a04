package io.campanile.core.discipline;

import static io.campanile.core.discipline.TestCorrections.MILLI;
import static io.campanile.core.discipline.TestCorrections.NOW;
import static io.campanile.core.discipline.TestCorrections.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Mapping;
import io.campanile.core.discipline.Decision.Applied;
import io.campanile.core.discipline.Decision.Refusal;
import io.campanile.core.discipline.Decision.Refused;
import org.junit.jupiter.api.Test;

class DisciplineTest {

    /** 1 % and 128 ms. */
    private final Discipline discipline = new Discipline(DisciplineLimits.DEFAULT);

    @Test
    void servesTheLocalClockBeforeTheFirstCorrection() {
        assertThat(discipline.timeline()).isSameAs(Timeline.INITIAL);
        assertThat(discipline.timeline().served(NOW)).isEqualTo(NOW);
        assertThat(discipline.state(NOW)).isEqualTo(ClockState.INITIAL);
    }

    @Test
    void firstCorrectionStepsForwards() {
        assertThat(correct(NOW, 7 * SECOND).steppedNanos()).isEqualTo(7 * SECOND);
        assertThat(discipline.timeline().served(NOW)).isEqualTo(NOW + 7 * SECOND);
    }

    @Test
    void firstCorrectionStepsBackwards() {
        assertThat(correct(NOW, -7 * SECOND).steppedNanos()).isEqualTo(-7 * SECOND);
        assertThat(discipline.timeline().served(NOW)).isEqualTo(NOW - 7 * SECOND);
        assertThat(discipline.timeline().isSlewing(NOW)).isFalse();
    }

    @Test
    void laterCorrectionForwardsIsSlewedAtTheLimit() {
        correct(NOW, 0);
        assertThat(correct(NOW, 10 * MILLI).steppedNanos()).isZero();
        Timeline timeline = discipline.timeline();
        // 10 ms at 1 % take a second.
        assertThat(timeline.served(NOW)).isEqualTo(NOW);
        assertThat(timeline.served(NOW + SECOND / 2)).isEqualTo(NOW + SECOND / 2 + 5 * MILLI);
        assertThat(timeline.isSlewing(NOW + SECOND - 1)).isTrue();
        assertThat(timeline.isSlewing(NOW + SECOND)).isFalse();
        assertThat(timeline.served(NOW + SECOND)).isEqualTo(NOW + SECOND + 10 * MILLI);
    }

    @Test
    void laterCorrectionBackwardsIsSlewedAtTheLimit() {
        correct(NOW, 0);
        correct(NOW, -10 * MILLI);
        Timeline timeline = discipline.timeline();
        assertThat(timeline.served(NOW)).isEqualTo(NOW);
        assertThat(timeline.served(NOW + SECOND / 2)).isEqualTo(NOW + SECOND / 2 - 5 * MILLI);
        assertThat(timeline.served(NOW + 2 * SECOND)).isEqualTo(NOW + 2 * SECOND - 10 * MILLI);
    }

    @Test
    void stepsForwardBeyondTheThresholdOnly() {
        correct(NOW, 0);
        assertThat(correct(NOW, 128 * MILLI).steppedNanos()).isZero();
        assertThat(discipline.timeline().served(NOW)).isEqualTo(NOW);
        assertThat(correct(NOW, 1).steppedNanos()).isEqualTo(128 * MILLI + 1);
        assertThat(discipline.timeline().served(NOW)).isEqualTo(NOW + 128 * MILLI + 1);
    }

    @Test
    void neverStepsBackwardsOnceCorrected() {
        correct(NOW, 0);
        assertThat(correct(NOW, -900 * SECOND).steppedNanos()).isZero();
        assertThat(discipline.timeline().served(NOW)).isEqualTo(NOW);
        assertThat(discipline.timeline().served(NOW + 100 * SECOND)).isEqualTo(NOW + 99 * SECOND);
    }

    @Test
    void forgetsAnEpochAndNothingElse() {
        discipline.decide(TestCorrections.of(9, 0, NOW, 7 * SECOND, 0), NOW);
        Timeline before = discipline.timeline();

        discipline.forgetEpochsAbove(10);
        assertThat(discipline.timeline()).as("there is none above").isSameAs(before);
        discipline.forgetEpochsAbove(4);

        assertThat(discipline.timeline().epoch()).isEqualTo(4);
        assertThat(discipline.timeline().served(NOW + SECOND)).isEqualTo(before.served(NOW + SECOND));
        assertThat(discipline.timeline().errorNanos(NOW + SECOND)).isEqualTo(before.errorNanos(NOW + SECOND));
        assertThat(discipline.timeline().target()).isEqualTo(before.target());
        assertThat(discipline.timeline().status(NOW)).isEqualTo(before.status(NOW));
    }

    @Test
    void newCorrectionTakesOverWhereTheLastSlewStands() {
        correct(NOW, 0);
        correct(NOW, -10 * MILLI);
        long later = NOW + SECOND / 2;
        long served = discipline.timeline().served(later);
        correct(later, -20 * MILLI);
        assertThat(discipline.timeline().served(later)).isEqualTo(served);
        assertThat(discipline.timeline().target().at(later)).isEqualTo(later - 30 * MILLI);
    }

    @Test
    void correctionHoldsAtItsOwnTimeEvenIfItComesLater() {
        correct(NOW, 0);
        long late = NOW + 2 * SECOND;
        discipline.decide(TestCorrections.next(discipline, NOW, 0, 1_000), late);
        assertThat(discipline.timeline().target()).isEqualTo(new Mapping(2, NOW, 0, 1_000));
        assertThat(discipline.timeline().served(late)).isEqualTo(late);
        assertThat(discipline.timeline().target().at(late)).isEqualTo(late + 2_000);
    }

    @Test
    void clockThatWasNeverCorrectedTellsNoBound() {
        assertThat(discipline.state(NOW)).isEqualTo(ClockState.INITIAL);
        assertThat(discipline.state(NOW).bound()).isNull();
    }

    @Test
    void stateTellsWhatIsApplied() {
        correct(NOW, 0);
        discipline.decide(TestCorrections.of(9, 1, NOW, 5, 10), NOW);
        assertThat(discipline.state(NOW))
                .isEqualTo(new ClockState(
                        new Mapping(2, NOW, 5, 10),
                        ClockStatus.SYNCHRONIZED,
                        9,
                        new Bound(TestCorrections.ERROR, TestCorrections.GROWTH_PPB, TestCorrections.VALID_FOR)));
        assertThat(discipline.timeline().epoch()).isEqualTo(9);
        assertThat(discipline.timeline().round()).isEqualTo(2);
    }

    @Test
    void correctionIsAppliedAtMostOnce() {
        Correction correction = TestCorrections.of(1, 0, NOW, SECOND, 0);
        assertThat(discipline.decide(correction, NOW)).isInstanceOf(Applied.class);
        refused(correction, NOW, Refusal.OTHER_VERSION);
    }

    @Test
    void correctionOfAMappingNotYetInForceIsRefused() {
        correct(NOW, 0);
        refused(TestCorrections.of(1, 2, NOW, SECOND, 0), NOW, Refusal.OTHER_VERSION);
    }

    @Test
    void replacedMasterIsRefused() {
        discipline.decide(TestCorrections.of(5, 0, NOW, 0, 0), NOW);
        refused(TestCorrections.of(4, 1, NOW, SECOND, 0), NOW, Refusal.STALE_EPOCH);
        assertThat(discipline.decide(TestCorrections.of(5, 1, NOW, 0, 0), NOW)).isInstanceOf(Applied.class);
        assertThat(discipline.decide(TestCorrections.of(6, 2, NOW, 0, 0), NOW)).isInstanceOf(Applied.class);
    }

    @Test
    void correctionThatHoldsFarFromNowIsRefused() {
        correct(NOW, 0);
        long far = Discipline.MAX_DISTANCE_NANOS;
        refused(TestCorrections.next(discipline, NOW - far - 1, 0, 0), NOW, Refusal.FAR_FROM_NOW);
        refused(TestCorrections.next(discipline, NOW + far + 1, 0, 0), NOW, Refusal.FAR_FROM_NOW);
        refused(TestCorrections.next(discipline, Long.MIN_VALUE, 0, 0), NOW, Refusal.FAR_FROM_NOW);
        refused(TestCorrections.next(discipline, Long.MIN_VALUE + NOW, 0, 0), NOW, Refusal.FAR_FROM_NOW);
        assertThat(discipline.decide(TestCorrections.next(discipline, NOW - far, 0, 0), NOW))
                .isInstanceOf(Applied.class);
    }

    @Test
    void impossibleRateIsRefused() {
        discipline.decide(TestCorrections.next(discipline, NOW, 0, 30_000_000), NOW);
        refused(TestCorrections.next(discipline, NOW, 0, 20_000_001), NOW, Refusal.IMPOSSIBLE_RATE);
        refused(TestCorrections.next(discipline, NOW, 0, -80_000_001), NOW, Refusal.IMPOSSIBLE_RATE);
        refused(TestCorrections.next(discipline, NOW, 0, Double.MAX_VALUE), NOW, Refusal.IMPOSSIBLE_RATE);
    }

    private void refused(Correction correction, long localNanos, Refusal reason) {
        Timeline before = discipline.timeline();
        assertThat(discipline.decide(correction, localNanos)).isEqualTo(new Refused(reason));
        assertThat(discipline.timeline()).isSameAs(before);
    }

    private Applied correct(long localNanos, long offsetNanos) {
        Decision decision = discipline.decide(TestCorrections.next(discipline, localNanos, offsetNanos, 0), localNanos);
        assertThat(decision).isInstanceOf(Applied.class);
        assertThat(((Applied) decision).timeline()).isSameAs(discipline.timeline());
        return (Applied) decision;
    }

    @Test
    void promisesNothingOnceItsLocalClockWasDisruptedAndGoesOnAsItWas() {
        correct(NOW, 10 * MILLI);
        correct(NOW, -5 * MILLI);
        Timeline before = discipline.timeline();

        discipline.disrupted(3);

        Timeline after = discipline.timeline();
        for (long later = NOW; later < NOW + 2 * SECOND; later += SECOND / 7) {
            assertThat(after.served(later)).isEqualTo(before.served(later));
        }
        assertThat(after.status(NOW)).isEqualTo(ClockStatus.UNSYNCHRONIZED);
        assertThat(after.errorNanos(NOW)).isEqualTo(Timeline.UNKNOWN_ERROR);
        ClockState told = discipline.state(NOW);
        assertThat(told.bound()).isNull();
        assertThat(told.isVoid()).isTrue();
        assertThat(told.disruptions()).isEqualTo(3);
        assertThat(told.epoch()).as("it obeys no older master").isEqualTo(1);
    }

    @Test
    void correctionThatWasUnderWayWhileItSleptIsRefused() {
        correct(NOW, 0);
        Correction underWay = TestCorrections.next(discipline, NOW, MILLI, 0);

        discipline.disrupted(1);

        refused(underWay, NOW, Refusal.OTHER_VERSION);
        assertThat(correct(NOW, SECOND).steppedNanos()).isEqualTo(SECOND);
        assertThat(discipline.state(NOW).isVoid()).isFalse();
        assertThat(discipline.state(NOW).disruptions()).isEqualTo(1);
    }

    @Test
    void firstCorrectionThatWasUnderWayWhileItSleptIsRefused() {
        Correction underWay = TestCorrections.next(discipline, NOW, MILLI, 0);

        discipline.disrupted(1);

        refused(underWay, NOW, Refusal.OTHER_VERSION);
        assertThat(correct(NOW, -SECOND).steppedNanos()).as("still the first").isEqualTo(-SECOND);
    }

    @Test
    void rejectionIsNewsOnce() {
        assertThat(discipline.rejected()).as("there is nothing to void").isFalse();
        correct(NOW, 0);

        assertThat(discipline.rejected()).isTrue();
        assertThat(discipline.rejected()).isFalse();

        assertThat(discipline.state(NOW).isVoid()).isTrue();
        assertThat(discipline.state(NOW).disruptions())
                .as("its local clock is as good as it was")
                .isZero();
    }

    @Test
    void followsTheWallClockWhileItPromisesNothing() {
        assertThat(discipline.follow(3 * SECOND, NOW)).isEqualTo(3 * SECOND);
        assertThat(discipline.timeline().served(NOW)).isEqualTo(NOW + 3 * SECOND);
        assertThat(discipline.follow(3 * SECOND + 9 * MILLI, NOW))
                .as("it is steered")
                .isZero();
        assertThat(discipline.follow(-SECOND, NOW)).isEqualTo(-4 * SECOND);
        correct(NOW, 0);
        discipline.noteWall(-SECOND);

        assertThat(discipline.follow(3 * SECOND, NOW))
                .as("while it is corrected")
                .isZero();
        discipline.disrupted(1);
        assertThat(discipline.follow(6 * SECOND, NOW)).isEqualTo(7 * SECOND);
        assertThat(discipline.timeline().served(NOW)).isEqualTo(NOW + 6 * SECOND);
        assertThat(discipline.state(NOW).isVoid()).isTrue();
    }

    @Test
    void followsAWallClockThatIsSetBackWithoutGoingBackItself() {
        correct(NOW, 0);
        discipline.rejected();

        assertThat(discipline.follow(-7 * SECOND, NOW)).isEqualTo(-7 * SECOND);

        Timeline timeline = discipline.timeline();
        assertThat(timeline.target().at(NOW)).isEqualTo(NOW - 7 * SECOND);
        assertThat(timeline.served(NOW)).isEqualTo(NOW);
        assertThat(timeline.served(NOW + 100 * SECOND)).isEqualTo(NOW + 99 * SECOND);
    }
}
