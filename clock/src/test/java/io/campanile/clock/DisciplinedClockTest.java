package io.campanile.clock;

import static io.campanile.clock.TestCorrections.ERROR;
import static io.campanile.clock.TestCorrections.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.Decision;
import io.campanile.core.discipline.Decision.Applied;
import io.campanile.core.discipline.Decision.Refusal;
import io.campanile.core.discipline.Decision.Refused;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.discipline.Timeline;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisciplinedClockTest {

    private static final long START = 1_800_000_000 * SECOND;

    private final AtomicLong local = new AtomicLong(START);
    private final DisciplinedClock clock = new DisciplinedClock(local::get, DisciplineLimits.DEFAULT);

    @Test
    void showsTheLocalClockAndPromisesNothingBeforeTheFirstCorrection() {
        assertThat(clock.nanos()).isEqualTo(START);
        assertThat(clock.status()).isEqualTo(ClockStatus.UNSYNCHRONIZED);
        assertThat(clock.interval()).isEqualTo(TimeInterval.UNKNOWN);
        assertThat(clock.read().errorNanos()).isEqualTo(Timeline.UNKNOWN_ERROR);
        assertThat(clock.state(START)).isEqualTo(ClockState.INITIAL);
    }

    @ParameterizedTest
    @ValueSource(longs = {-5_000_000_000L, -1, 0, 1, 5_000_000_000L})
    void stepsEitherWayAtTheFirstCorrection(long offset) {
        Decision decision = clock.correct(TestCorrections.by(clock, START, offset));

        assertThat(((Applied) decision).steppedNanos()).isEqualTo(offset);
        assertThat(clock.nanos()).isEqualTo(START + offset);
        assertThat(clock.status()).isEqualTo(ClockStatus.SYNCHRONIZED);
    }

    @Test
    void goesOnServingTheSameWhenAnEpochIsForgotten() {
        clock.correct(new Correction(9, 1, 0, START, SECOND, 0, 5, 1, SECOND, SECOND));
        long before = clock.nanos();

        clock.forgetEpochsAbove(4);

        assertThat(clock.state(START).epoch()).isEqualTo(4);
        assertThat(clock.nanos()).isEqualTo(before);
        assertThat(clock.status()).isEqualTo(ClockStatus.SYNCHRONIZED);
        assertThat(clock.correct(new Correction(4, 1, 1, START, 0, 0, 5, 1, SECOND, SECOND)))
                .isInstanceOf(Applied.class);
    }

    @Test
    void servesMonotonicTimeWhileSlewingBackwards() {
        synchronize();
        long before = clock.nanos();

        // A second back: at a slew of 1 % that takes 100 s.
        clock.correct(TestCorrections.by(clock, local.get(), -SECOND));

        assertThat(clock.nanos()).isEqualTo(before);
        local.addAndGet(SECOND);
        assertThat(clock.nanos()).isEqualTo(before + 990_000_000);
        local.addAndGet(99 * SECOND);
        assertThat(clock.nanos()).isEqualTo(before + 99 * SECOND);
        local.addAndGet(SECOND);
        assertThat(clock.nanos()).isEqualTo(before + 100 * SECOND);
    }

    @RepeatedTest(5)
    void neverGoesBackHoweverItIsCorrected(RepetitionInfo repetition) {
        long seed = 7_100L + repetition.getCurrentRepetition();
        SplittableRandom random = new SplittableRandom(seed);
        synchronize();
        long last = clock.nanos();
        for (int i = 0; i < 5_000; i++) {
            local.addAndGet(random.nextInt(3) == 0 ? random.nextLong(3) : random.nextLong(SECOND / 100));
            if (random.nextInt(4) == 0) {
                clock.correct(TestCorrections.by(clock, local.get(), random.nextLong(-SECOND / 5, SECOND / 5)));
            }
            long now = clock.nanos();
            assertThat(now).as("seed %d, step %d", seed, i).isGreaterThanOrEqualTo(last);
            last = now;
        }
    }

    @Test
    void statesTheErrorOfTheCorrectionAndItsGrowth() {
        synchronize();
        assertThat(clock.read().errorNanos()).isEqualTo(ERROR + Timeline.GRANULARITY_NANOS);

        local.addAndGet(2 * SECOND);

        assertThat(clock.read().errorNanos())
                .as("1 ppm over 2 s more")
                .isEqualTo(ERROR + Timeline.GRANULARITY_NANOS + 2_000);
    }

    @Test
    void countsWhatItHasYetToSlewAsError() {
        synchronize();
        clock.correct(TestCorrections.by(clock, local.get(), -1_000_000));

        assertThat(clock.read().errorNanos()).isEqualTo(1_000_000 + ERROR + Timeline.GRANULARITY_NANOS);
    }

    @Test
    void saysTheSameInReadingInstantAndInterval() {
        synchronize();
        local.addAndGet(123_456_789);

        ClusterReading reading = clock.read();
        TimeInterval interval = clock.interval();

        assertThat(reading.localNanos()).isEqualTo(local.get());
        assertThat(reading.clusterNanos()).isEqualTo(clock.nanos());
        assertThat(clock.instant()).isEqualTo(Instant.ofEpochSecond(0, clock.nanos()));
        assertThat(clock.millis()).isEqualTo(clock.nanos() / 1_000_000);
        assertThat(interval.earliest()).isEqualTo(clock.instant().minusNanos(reading.errorNanos()));
        assertThat(interval.latest()).isEqualTo(clock.instant().plusNanos(reading.errorNanos()));
        assertThat(reading.status()).isEqualTo(clock.status());
    }

    @Test
    void losesItsSynchronizationStepByStep() {
        synchronize();

        local.set(START + TestCorrections.SYNCHRONIZED_FOR - 1);
        assertThat(clock.status()).isEqualTo(ClockStatus.SYNCHRONIZED);
        local.set(START + TestCorrections.SYNCHRONIZED_FOR);
        assertThat(clock.status()).isEqualTo(ClockStatus.HOLDOVER);
        assertThat(clock.interval()).isNotEqualTo(TimeInterval.UNKNOWN);

        local.set(START + TestCorrections.VALID_FOR - 1);
        assertThat(clock.status()).isEqualTo(ClockStatus.HOLDOVER);
        local.set(START + TestCorrections.VALID_FOR);
        assertThat(clock.status()).isEqualTo(ClockStatus.UNSYNCHRONIZED);
        assertThat(clock.interval()).isEqualTo(TimeInterval.UNKNOWN);
        assertThat(clock.nanos()).as("and goes on").isEqualTo(local.get() + SECOND);
    }

    @Test
    void isSynchronizedAgainByTheNextCorrection() {
        synchronize();
        local.set(START + 2 * TestCorrections.VALID_FOR);

        clock.correct(TestCorrections.by(clock, local.get(), 0));

        assertThat(clock.status()).isEqualTo(ClockStatus.SYNCHRONIZED);
    }

    @Test
    void neverGoesBackOnceSynchronizedEvenAfterItExpired() {
        synchronize();
        local.set(START + 2 * TestCorrections.VALID_FOR);
        long before = clock.nanos();

        clock.correct(TestCorrections.by(clock, local.get(), -SECOND));

        assertThat(clock.nanos()).isGreaterThanOrEqualTo(before);
    }

    @Test
    void appliesACorrectionOnce() {
        Correction correction = TestCorrections.by(clock, START, SECOND);
        clock.correct(correction);

        assertThat(clock.correct(correction)).isEqualTo(new Refused(Refusal.OTHER_VERSION));

        assertThat(clock.nanos()).isEqualTo(START + SECOND);
        assertThat(clock.state(START).mapping().version()).isOne();
    }

    @Test
    void tellsTheMasterWhatItApplies() {
        synchronize();

        assertThat(clock.state(START).mapping().offsetNanos()).isEqualTo(SECOND);
        assertThat(clock.state(START).epoch()).isOne();
        assertThat(clock.state(START).status()).isEqualTo(ClockStatus.SYNCHRONIZED);
    }

    /** A second ahead of the local clock. */
    private void synchronize() {
        clock.correct(TestCorrections.by(clock, START, SECOND));
    }
}
