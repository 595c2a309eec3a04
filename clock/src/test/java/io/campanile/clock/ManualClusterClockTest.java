package io.campanile.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ManualClusterClockTest {

    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration READING = Duration.ofNanos(Timeline.GRANULARITY_NANOS);

    private final ManualClusterClock clock = ManualClusterClock.at(START);

    @Test
    void standsStillUntilItIsMoved() {
        assertThat(clock.instant()).isEqualTo(START).isEqualTo(clock.instant());

        clock.advance(Duration.ofHours(1));

        assertThat(clock.instant()).isEqualTo(START.plusSeconds(3600));
        assertThat(clock.status()).isEqualTo(ClockStatus.SYNCHRONIZED);
    }

    @Test
    void statesTheErrorThatItIsTold() {
        Duration usual = ManualClusterClock.ERROR.plus(READING);
        assertThat(clock.interval().earliest()).isEqualTo(START.minus(usual));
        assertThat(clock.interval().latest()).isEqualTo(START.plus(usual));
        assertThat(clock.interval()).hasToString("[%s, %s]".formatted(START.minus(usual), START.plus(usual)));

        clock.setError(Duration.ofSeconds(2));

        assertThat(clock.isAfter(START.minusSeconds(2))).isFalse();
        assertThat(clock.isAfter(START.minusSeconds(2).minus(READING).minusNanos(1)))
                .isTrue();
    }

    @Test
    void isSetForwardAndNeverBack() {
        clock.set(START.plusMillis(5));

        assertThat(clock.instant()).isEqualTo(START.plusMillis(5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clock.set(START))
                .withMessage("a cluster clock never goes back, not by PT0.005S either");
        assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(Duration.ofNanos(-1)));
    }

    @Test
    void stepsForwardWhenItIsSkewed() {
        clock.skew(Duration.ofMillis(3));

        assertThat(clock.instant()).isEqualTo(START.plusMillis(3));
    }

    @Test
    void runsSlowWhenItIsSkewedBack() {
        clock.skew(Duration.ofMillis(-3));

        assertThat(clock.instant()).isEqualTo(START);
        assertThat(clock.read().errorNanos())
                .isEqualTo(Duration.ofMillis(4).plus(READING).toNanos());
        clock.advance(Duration.ofMillis(30));
        assertThat(clock.instant()).isEqualTo(START.plusMillis(27));
    }

    @Test
    void isSetWhileItRunsSlow() {
        clock.skew(Duration.ofMillis(-3));

        clock.set(START.plusMillis(10));

        assertThat(clock.instant()).isEqualTo(START.plusMillis(10));
    }

    @Test
    void losesItsMasterAndFindsItAgain() {
        List<ClockStatus> heard = new ArrayList<>();
        clock.onStatusChange((before, now) -> heard.add(now));

        clock.disconnect();
        clock.advance(ManualClusterClock.SYNCHRONIZED_FOR.minusNanos(1));
        assertThat(clock.status()).isEqualTo(ClockStatus.SYNCHRONIZED);
        clock.advance(Duration.ofMinutes(5));
        assertThat(clock.status()).isEqualTo(ClockStatus.HOLDOVER);
        assertThat(clock.read().errorNanos()).isGreaterThan(Duration.ofMillis(5).toNanos());
        clock.advance(ManualClusterClock.VALID_FOR);
        assertThat(clock.interval()).isEqualTo(TimeInterval.UNKNOWN);
        clock.connect();

        assertThat(heard).containsExactly(ClockStatus.HOLDOVER, ClockStatus.UNSYNCHRONIZED, ClockStatus.SYNCHRONIZED);
    }

    @Test
    void isUnsynchronizedFirstIfThatIsWanted() {
        ManualClusterClock fresh = ManualClusterClock.unsynchronizedAt(START);
        CompletableFuture<Void> in = fresh.awaitSynchronized().toCompletableFuture();
        assertThat(fresh.status()).isEqualTo(ClockStatus.UNSYNCHRONIZED);
        assertThat(in).isNotDone();

        fresh.skew(Duration.ofSeconds(-5));

        assertThat(in).isCompleted();
        assertThat(fresh.instant()).as("the first correction steps either way").isEqualTo(START.minusSeconds(5));
    }

    @Test
    void completesAStageWhileItIsMoved() {
        CompletableFuture<Void> passed = clock.awaitAfter(START.plusSeconds(1)).toCompletableFuture();
        clock.advance(Duration.ofSeconds(1));
        assertThat(passed).as("it may be a millisecond ahead").isNotDone();

        clock.advance(Duration.ofMillis(2));

        assertThat(passed).isCompleted();
    }

    @Test
    void wakesAThreadThatWaits() throws Exception {
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
            try {
                clock.awaitAfter(START.plusSeconds(1), Duration.ofSeconds(30));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });

        clock.advance(Duration.ofSeconds(2));

        assertThat(waiting).succeedsWithin(Duration.ofSeconds(30));
    }

    @Test
    void doesNotLetAListenerWaitForIt() {
        List<Throwable> thrown = new ArrayList<>();
        clock.onStatusChange((before, now) -> {
            try {
                clock.awaitSynchronized(Duration.ofDays(1));
            } catch (Exception e) {
                thrown.add(e);
            }
        });

        clock.disconnect();
        clock.advance(ManualClusterClock.SYNCHRONIZED_FOR);

        assertThat(thrown).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void endsItsWaitsWhenItIsClosed() {
        CompletableFuture<Void> passed = clock.awaitAfter(START.plusSeconds(1)).toCompletableFuture();

        clock.close();
        clock.close();

        assertThat(passed).isCompletedExceptionally();
        assertThatIllegalStateException()
                .isThrownBy(() -> clock.awaitAfter(START.plusSeconds(1), Duration.ofSeconds(30)));
        clock.advance(ManualClusterClock.SYNCHRONIZED_FOR);
        assertThat(clock.status()).isEqualTo(ClockStatus.HOLDOVER);
    }

    @Test
    void promisesNothingOnceItsMachineSleptUntilItIsConnectedAgain() {
        ManualClusterClock clock = ManualClusterClock.at(START);
        List<ClockStatus> heard = new ArrayList<>();
        clock.onStatusChange((before, now) -> heard.add(now));

        clock.disrupt();

        assertThat(clock.status()).isEqualTo(ClockStatus.UNSYNCHRONIZED);
        assertThat(clock.interval()).isEqualTo(TimeInterval.UNKNOWN);
        assertThat(clock.instant()).isEqualTo(START);
        clock.connect();
        assertThat(heard).containsExactly(ClockStatus.UNSYNCHRONIZED, ClockStatus.SYNCHRONIZED);
    }

    @Test
    void knowsUtcOnceItIsToldAndNotWhilePromisesAreVoid() {
        assertThat(clock.utc()).isEqualTo(TimeInterval.UNKNOWN);

        clock.setUtc(Duration.ofMillis(-20), Duration.ofMillis(5));
        TimeInterval utc = clock.utc();
        assertThat(utc.earliest()).isBetween(START.minusMillis(27), START.minusMillis(26));
        assertThat(utc.latest()).isBetween(START.minusMillis(14), START.minusMillis(13));
        assertThat(clock.interval().earliest())
                .as("cluster time is another layer")
                .isAfter(START.minusMillis(2));

        clock.disrupt();
        assertThat(clock.utc()).isEqualTo(TimeInterval.UNKNOWN);
    }
}
