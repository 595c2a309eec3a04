package io.campanile.core.discipline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.campanile.core.Units;
import io.campanile.core.discipline.Decision.Applied;
import io.campanile.core.discipline.Decision.Refusal;
import io.campanile.core.discipline.Decision.Refused;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a clock takes from a master, and what not. */
class ObedienceTest {

    private static final long SECOND = Units.SECOND_NANOS;
    private static final long START = 1_700_000_000 * SECOND;
    private static final long START_MILLIS = START / 1_000_000;
    private static final long PANIC = ObedienceLimits.DEFAULT.panicNanos();
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final long TWO_YEARS = 2 * 365 * 86_400 * SECOND;

    private final Discipline discipline = new Discipline(DisciplineLimits.DEFAULT);
    private long now = START;
    private long epoch = START_MILLIS;

    private Decision correct(long offsetNanos, double ratePpb, long validForNanos) {
        return discipline.decide(
                new Correction(
                        epoch,
                        1,
                        discipline.timeline().target().version(),
                        now,
                        offsetNanos,
                        ratePpb,
                        100,
                        0,
                        Math.min(3 * SECOND, validForNanos),
                        validForNanos),
                now);
    }

    private Decision correct(long offsetNanos) {
        return correct(offsetNanos, 0, 600 * SECOND);
    }

    private static void assertRefused(Decision decision, Refusal reason) {
        assertThat(decision).isEqualTo(new Refused(reason));
    }

    @Test
    void theFirstCorrectionMayBeOfAnySize() {
        assertThat(correct(TWO_YEARS)).isInstanceOf(Applied.class);
    }

    @Test
    void theFirstCorrectionMayHaveALimit() {
        var limits = new ObedienceLimits(PANIC, SECOND, DAY_MILLIS, 600 * SECOND, false);
        var strict = new Discipline(DisciplineLimits.DEFAULT.withObedience(limits));
        Correction far = new Correction(epoch, 1, 0, now, -SECOND - 1, 0, 1, 0, SECOND, SECOND);
        assertRefused(strict.decide(far, now), Refusal.BEYOND_PANIC);
        assertThat(strict.timeline().everCorrected()).isFalse();
    }

    @Test
    void noLaterOneMovesItBeyondThePanicLimit() {
        correct(5 * SECOND);
        now += SECOND;
        assertRefused(correct(TWO_YEARS), Refusal.BEYOND_PANIC);
        assertRefused(correct(-PANIC - SECOND), Refusal.BEYOND_PANIC);
        assertThat(discipline.timeline().served(now)).isEqualTo(now + 5 * SECOND);
        assertThat(correct(PANIC / 2)).isInstanceOf(Applied.class);
    }

    @Test
    void waitingUntilTheBoundHasRunOutHelpsNobody() {
        correct(0);
        now += 3600 * SECOND;
        assertThat(discipline.timeline().status(now)).isEqualTo(ClockStatus.UNSYNCHRONIZED);
        assertRefused(correct(TWO_YEARS), Refusal.BEYOND_PANIC);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void littleByLittleAMasterGetsNoFurther(long seed) {
        var random = new SplittableRandom(seed);
        correct(0);
        for (int i = 0; i < 5_000; i++) {
            now += random.nextLong(2 * SECOND);
            Decision decision =
                    correct(random.nextLong(PANIC), random.nextDouble(-1e6, 5e6), random.nextLong(600 * SECOND));
            long moved = discipline.timeline().target().offsetAt(now);
            long followed = Units.widening(Tether.FOLLOWS_PPB, now - START);
            if (decision instanceof Applied) {
                assertThat(moved).as("seed %d, step %d", seed, i).isLessThanOrEqualTo(PANIC + followed);
            }
        }
    }

    @Test
    void aHealthyOscillatorIsFollowedForEver() {
        correct(0);
        // Half a per mille for 60 days is more than the panic limit, but for its being followed.
        long hour = 3600 * SECOND;
        for (int i = 0; i < 60 * 24; i++) {
            now += hour;
            assertThat(correct(hour / 2000)).as("hour " + i).isInstanceOf(Applied.class);
        }
        assertThat(discipline.timeline().target().offsetAt(now)).isGreaterThan(2 * PANIC);
    }

    @Test
    void aRateThatRunsAwayWithinItsValidityCountsAsFarAsItGets() {
        var limits = new ObedienceLimits(10 * SECOND, PANIC, DAY_MILLIS, 600 * SECOND, false);
        var strict = new Discipline(DisciplineLimits.DEFAULT.withObedience(limits));
        strict.decide(new Correction(epoch, 1, 0, now, 0, 0, 1, 0, SECOND, 600 * SECOND), now);
        Correction runaway = new Correction(epoch, 2, 1, now, 0, 40_000_000, 1, 0, SECOND, 600 * SECOND);
        assertRefused(strict.decide(runaway, now), Refusal.BEYOND_PANIC);
    }

    @Test
    void anEpochFarAheadOfItsOwnTimeIsNotObeyed() {
        epoch = Long.MAX_VALUE;
        assertRefused(correct(0), Refusal.EPOCH_AHEAD);
        epoch = START_MILLIS + 3 * DAY_MILLIS;
        assertRefused(correct(0), Refusal.EPOCH_AHEAD);
        assertThat(discipline.timeline().epoch()).isZero();
        epoch = START_MILLIS + DAY_MILLIS + 1000;
        assertThat(correct(0)).isInstanceOf(Applied.class);
    }

    @Test
    void anEpochMayRiseAboveTheOneThatWasObeyed() {
        assertThat(ObedienceLimits.DEFAULT.admitsEpoch(START_MILLIS + 3 * DAY_MILLIS, START_MILLIS + DAY_MILLIS, START))
                .isTrue();
        assertThat(ObedienceLimits.DEFAULT.admitsEpoch(Long.MAX_VALUE, START_MILLIS, START))
                .isFalse();
        assertThat(ObedienceLimits.DEFAULT.admitsEpoch(1, 0, 0)).isTrue();
    }

    @Test
    void aBoundHoldsForNoLongerThanItIsBelieved() {
        long limit = ObedienceLimits.DEFAULT.mostValidNanos();
        correct(0, 0, 86_400 * SECOND);
        assertThat(discipline.timeline().status(now + limit - 1)).isEqualTo(ClockStatus.HOLDOVER);
        assertThat(discipline.timeline().status(now + limit)).isEqualTo(ClockStatus.UNSYNCHRONIZED);
    }

    @Test
    void limitsHaveRanges() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ObedienceLimits(999_999, PANIC, DAY_MILLIS, SECOND, false))
                .withMessage("the panic limit is 999.999 µs; choose 1 ms or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ObedienceLimits(PANIC, 0, DAY_MILLIS, SECOND, false))
                .withMessageContaining("first correction");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ObedienceLimits(PANIC, PANIC, 999, SECOND, false))
                .withMessageContaining("lead of an epoch");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ObedienceLimits(PANIC, PANIC, DAY_MILLIS, SECOND - 1, false))
                .withMessageContaining("longest validity");
    }

    @Test
    void steadyClockThatWasRejectedIsMovedNoFurtherThanItsPanicLimit() {
        beSteady(discipline);
        discipline.rejected();

        assertThat(discipline.state(now).stepLimitNanos()).isZero();
        assertRefused(correct(PANIC + SECOND), Refusal.BEYOND_PANIC);
    }

    @Test
    void steadyClockThatBeginsAgainIsMovedAnywhereOnce() {
        Discipline again =
                new Discipline(DisciplineLimits.DEFAULT.withObedience(ObedienceLimits.DEFAULT.withBeginsAgain(true)));
        beSteady(again);
        again.rejected();

        assertThat(again.state(now).stepLimitNanos()).isEqualTo(ObedienceLimits.UNLIMITED_NANOS);
        assertThat(correct(again, PANIC + SECOND)).isInstanceOf(Applied.class);
        assertThat(again.state(now).stepLimitNanos()).isZero();
        assertRefused(correct(again, PANIC + SECOND), Refusal.BEYOND_PANIC);
    }

    @Test
    void clockThatNeverWasSteadyBeginsAgain() {
        correct(0);
        discipline.rejected();

        assertThat(discipline.state(now).stepLimitNanos()).isEqualTo(ObedienceLimits.UNLIMITED_NANOS);
        assertThat(correct(PANIC + SECOND)).isInstanceOf(Applied.class);
    }

    @Test
    void clockThatWasSteadyOnceDoesNotBeginAgainHoweverOftenItIsRejected() {
        beSteady(discipline);
        for (int i = 0; i < 10; i++) {
            discipline.rejected();
            correct(0);
            discipline.rejected();
            assertThat(discipline.state(now).stepLimitNanos()).isZero();
        }
    }

    @Test
    void machinesThatSleepDoNotUseThePanicLimitUp() {
        beSteady(discipline);
        for (int i = 1; i <= 10; i++) {
            discipline.disrupted(i);
            assertThat(correct(PANIC - SECOND)).isInstanceOf(Applied.class);
        }
        // Where nothing has happened to the local clock, it is used up.
        discipline.rejected();
        assertRefused(correct(PANIC + SECOND), Refusal.BEYOND_PANIC);
    }

    private void beSteady(Discipline which) {
        for (int i = 0; i < 8; i++) {
            assertThat(correct(which, 0)).isInstanceOf(Applied.class);
        }
    }

    private Decision correct(Discipline which, long offsetNanos) {
        return which.decide(TestCorrections.next(which, now, offsetNanos, 0), now);
    }
}
