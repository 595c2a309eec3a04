package io.campanile.clock;

import static io.campanile.clock.TestCorrections.ERROR;
import static io.campanile.clock.TestCorrections.SECOND;
import static io.campanile.clock.TestCorrections.SYNCHRONIZED_FOR;
import static io.campanile.clock.TestCorrections.VALID_FOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.discipline.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Stages for what a clock will show, in virtual time. */
class ClusterClockWaitTest {

    private static final long STATED = ERROR + Timeline.GRANULARITY_NANOS;

    private final VirtualTimer timer = new VirtualTimer(1_800_000_000 * SECOND);
    private final CountingTimer work = new CountingTimer(timer);
    private final DisciplinedClock clock = new DisciplinedClock(timer, DisciplineLimits.DEFAULT, work);

    @Test
    void isAfterAMomentOnlyWhenAllOfTheIntervalIs() {
        correct(0);
        Instant now = clock.instant();

        assertThat(clock.isAfter(now.minusNanos(STATED + 1))).isTrue();
        assertThat(clock.isAfter(now.minusNanos(STATED))).isFalse();
        assertThat(clock.isBefore(now.plusNanos(STATED))).isFalse();
        assertThat(clock.isBefore(now.plusNanos(STATED + 1))).isTrue();
    }

    @Test
    void isNeitherAfterNorBeforeAnythingWhileUnsynchronized() {
        assertThat(clock.isAfter(Instant.EPOCH)).isFalse();
        assertThat(clock.isBefore(Instant.MAX)).isFalse();
    }

    @Test
    void waitsUntilAMomentHasCertainlyPassed() {
        correct(0);
        Instant moment = clock.instant().plusMillis(1);
        CompletableFuture<Void> passed = await(moment);

        timer.advance(1_000_000 + STATED);
        assertThat(passed).isNotDone();

        // The bound grows by 1 ppm meanwhile, and the clock is looked at again no sooner than after 10 µs.
        timer.advance(10_002);
        assertThat(passed).isCompleted();
        assertThat(clock.isAfter(moment)).isTrue();
    }

    @Test
    void doesNotWaitForAMomentThatHasCertainlyPassed() {
        correct(0);

        assertThat(await(clock.instant().minusSeconds(1))).isCompleted();
        assertThat(work.runs()).isZero();
    }

    @Test
    void failsWhoeverWaitsWithTheReasonWhyNothingWillCorrectIt() {
        IllegalStateException why = new IllegalStateException("no class to do it with");
        CompletableFuture<Void> before = synchronization();

        clock.fail(why);
        clock.close();

        assertThat(before).isCompletedExceptionally();
        assertThat(before.handle((done, e) -> e).join()).isSameAs(why);
        assertThat(synchronization().handle((done, e) -> e).join()).isSameAs(why);
    }

    @Test
    void waitsForTheFirstCorrection() {
        CompletableFuture<Void> passed = await(Instant.EPOCH);
        CompletableFuture<Void> in = synchronization();
        timer.advance(VALID_FOR);
        assertThat(passed).isNotDone();
        assertThat(in).isNotDone();

        correct(0);
        timer.advance(0);

        assertThat(passed).isCompleted();
        assertThat(in).isCompleted();
    }

    @Test
    void waitsLessWhenACorrectionMovesTheClockForward() {
        correct(0);
        CompletableFuture<Void> passed = await(clock.instant().plusSeconds(10));

        correct(20 * SECOND);
        timer.advance(0);

        assertThat(passed).isCompleted();
    }

    @Test
    void goesOnWaitingInHoldover() {
        correct(0);
        CompletableFuture<Void> passed =
                await(clock.instant().plusNanos(SYNCHRONIZED_FOR).plusSeconds(1));

        timer.advance(SYNCHRONIZED_FOR + SECOND);
        assertThat(passed).isNotDone();
        timer.advance(SECOND);

        assertThat(clock.status()).isEqualTo(ClockStatus.HOLDOVER);
        assertThat(passed).isCompleted();
    }

    @Test
    void waitsForTheNextCorrectionOnceTheLastHasExpired() {
        correct(0);
        CompletableFuture<Void> passed =
                await(clock.instant().plusNanos(VALID_FOR).plusSeconds(1));
        timer.advance(2 * VALID_FOR);
        assertThat(passed).isNotDone();

        correct(0);
        timer.advance(0);

        assertThat(passed).isCompleted();
    }

    @Test
    void doesNotTakeHoldoverForSynchronized() {
        correct(0);
        timer.advance(SYNCHRONIZED_FOR);

        assertThat(synchronization()).isNotDone();
    }

    @Test
    void waitsForMomentsBeyondTheEndsOfTime() {
        correct(0);
        assertThat(await(Instant.MIN)).isCompleted();
        CompletableFuture<Void> passed = await(Instant.MAX);

        timer.advance(VALID_FOR);

        assertThat(passed).isNotDone();
    }

    @Test
    void forgetsWhoHasGivenUp() {
        correct(0);
        await(clock.instant().plusSeconds(60)).cancel(false);
        correct(0);
        int runs = work.runs();

        correct(0);
        timer.advance(0);

        assertThat(work.runs()).as("nobody is left to look for").isEqualTo(runs);
    }

    @Test
    void doesNothingForAClockThatNobodyWaitsFor() {
        correct(0);
        correct(SECOND);
        timer.advance(VALID_FOR);

        assertThat(work.runs()).isZero();
    }

    @Test
    void endsEveryWaitWhenItIsClosed() {
        correct(0);
        CompletableFuture<Void> passed = await(clock.instant().plusSeconds(1));
        timer.advance(0);

        clock.close();
        clock.close();
        timer.advance(0);

        assertIsClosed(passed);
    }

    @Test
    void answersWhatIsCertainAfterItWasClosedAndRefusesTheRest() {
        correct(0);
        clock.close();
        timer.advance(0);

        assertThat(await(clock.instant().minusSeconds(1))).isCompleted();
        CompletableFuture<Void> later = await(clock.instant().plusSeconds(1));
        timer.advance(0);
        assertIsClosed(later);
    }

    @Test
    void goesOnAfterItWasClosedAsIfTheMasterWereGone() {
        correct(SECOND);
        clock.close();

        timer.advance(SYNCHRONIZED_FOR);
        assertThat(clock.status()).isEqualTo(ClockStatus.HOLDOVER);
        assertThat(clock.nanos()).isEqualTo(timer.nanos() + SECOND);
        timer.advance(VALID_FOR);
        assertThat(clock.interval()).isEqualTo(TimeInterval.UNKNOWN);
    }

    private CompletableFuture<Void> await(Instant moment) {
        return started(clock.awaitAfter(moment));
    }

    private CompletableFuture<Void> synchronization() {
        return started(clock.awaitSynchronized());
    }

    private static CompletableFuture<Void> started(CompletionStage<Void> stage) {
        return stage.toCompletableFuture();
    }

    private static void assertIsClosed(CompletableFuture<Void> stage) {
        assertThat(stage)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(IllegalStateException.class)
                .withMessage("the slave that keeps this clock was closed");
    }

    private void correct(long offset) {
        clock.correct(TestCorrections.by(clock, timer.nanos(), offset));
    }
}
