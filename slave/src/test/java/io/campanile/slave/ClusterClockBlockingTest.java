package io.campanile.slave;

import static io.campanile.slave.TestCorrections.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.proto.SystemClock;
import io.netty.channel.DefaultEventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that wait for a clock, on a real event loop. */
@Timeout(30)
class ClusterClockBlockingTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final DisciplinedClock clock = new DisciplinedClock(new SystemClock(), DisciplineLimits.DEFAULT, loop);

    @AfterEach
    void stop() {
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
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
    void areNotTheEventLoopThatKeepsIt() {
        loop.submit(() -> assertThatIllegalStateException()
                        .isThrownBy(() -> clock.awaitAfter(Instant.EPOCH, LONG))
                        .withMessage("this event loop keeps the clock, and cannot wait for it: use a stage"))
                .syncUninterruptibly();
    }

    @Test
    void areServedWithoutAnEventLoopToo() throws Exception {
        SystemClock local = new SystemClock();
        DisciplinedClock alone = new DisciplinedClock(local, DisciplineLimits.DEFAULT);
        alone.correct(TestCorrections.by(alone, local.nanos(), SECOND));

        alone.awaitAfter(alone.instant(), LONG);
    }

    @Test
    void failWhenTheEventLoopHasStopped() {
        stop();

        assertThatIllegalStateException().isThrownBy(() -> clock.awaitSynchronized(LONG));
        correct();
        clock.close();
    }

    private void correct() {
        clock.correct(TestCorrections.by(clock, clock.local().nanos(), SECOND));
    }
}
