package io.campanile.clock;

import static io.campanile.clock.TestCorrections.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.campanile.core.discipline.DisciplineLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that wait for a clock that a real thread keeps. */
@Timeout(30)
class ClusterClockBlockingTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final AtomicReference<Thread> keeper = new AtomicReference<>();
    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor(work -> {
        keeper.set(new Thread(work));
        return keeper.get();
    });
    private final DisciplinedClock clock = new DisciplinedClock(
            new SystemClock(),
            DisciplineLimits.DEFAULT,
            ClockTimer.on(loop, () -> Thread.currentThread() == keeper.get()));

    @AfterEach
    void stop() throws InterruptedException {
        loop.shutdown();
        assertThat(loop.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void waitsUntilItIsSynchronized() throws Exception {
        loop.schedule(this::correct, 20, TimeUnit.MILLISECONDS);

        clock.awaitSynchronized(LONG);

        assertThat(clock.read().timeline().everCorrected()).isTrue();
    }

    @Test
    void waitsUntilAMomentHasCertainlyPassed() throws Exception {
        correct();
        Instant moment = clock.instant();

        clock.awaitAfter(moment, LONG);

        assertThat(clock.isAfter(moment)).isTrue();
    }

    @Test
    void giveUpWhenTheirTimeIsOut() {
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> clock.awaitSynchronized(Duration.ofMillis(1)))
                .withMessage("not within PT0.001S; the clock is UNSYNCHRONIZED");
    }

    @Test
    void hearThatItWasClosed() {
        loop.schedule(clock::close, 20, TimeUnit.MILLISECONDS);

        assertThatIllegalStateException()
                .isThrownBy(() -> clock.awaitSynchronized(LONG))
                .withMessage("the slave that keeps this clock was closed");
    }

    @Test
    void areNotTheThreadThatKeepsIt() throws Exception {
        loop.submit(() -> assertThatIllegalStateException()
                        .isThrownBy(() -> clock.awaitAfter(Instant.EPOCH, LONG))
                        .withMessage("this thread keeps the clock, and cannot wait for it: use a stage"))
                .get();
    }

    @Test
    void areServedByASharedThreadToo() throws Exception {
        SystemClock local = new SystemClock();
        DisciplinedClock alone = new DisciplinedClock(local, DisciplineLimits.DEFAULT);
        alone.correct(TestCorrections.by(alone, local.nanos(), SECOND));

        alone.awaitAfter(alone.instant(), LONG);
    }

    @Test
    void failWhenTheThreadHasStopped() throws Exception {
        stop();

        assertThatIllegalStateException().isThrownBy(() -> clock.awaitSynchronized(LONG));
        correct();
        clock.close();
    }

    private void correct() {
        clock.correct(TestCorrections.by(clock, clock.local().nanos(), SECOND));
    }

    @Test
    void waitsUntilItIsKnownWellEnough() throws Exception {
        correct();
        // Back by 2 ms: at 1 % that is slewed away in 0.2 s, and until then it is an error.
        clock.correct(TestCorrections.by(clock, clock.local().nanos(), -2_000_000));
        assertThat(clock.read().errorNanos()).isGreaterThan(1_000_000);

        clock.awaitSynchronized(LONG, Duration.ofMillis(1));

        assertThat(clock.read().errorNanos()).isLessThanOrEqualTo(1_000_000);
    }

    @Test
    void saysHowFarOffItIsWhenItWasNotKnownWellEnoughInTime() {
        correct();
        clock.correct(TestCorrections.by(clock, clock.local().nanos(), -7 * SECOND));

        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> clock.awaitSynchronized(Duration.ofMillis(1), Duration.ofMillis(1)))
                .withMessageMatching(
                        "not within PT0.001S; the clock is SYNCHRONIZED, off by PT6.99\\d+S at most|.*PT7\\.0.*");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clock.awaitSynchronized(LONG, Duration.ZERO))
                .withMessage("the largest error is PT0S; choose more than nothing");
    }
}
