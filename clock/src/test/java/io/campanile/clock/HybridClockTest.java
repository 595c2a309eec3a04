package io.campanile.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class HybridClockTest {

    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

    private final ManualClusterClock cluster = ManualClusterClock.at(START);
    private final HybridClock clock = new HybridClock(cluster);

    @Test
    void stampsClusterTime() {
        assertThat(HybridClock.toInstant(clock.now())).isEqualTo(START);

        cluster.advance(Duration.ofNanos(10));

        assertThat(HybridClock.toInstant(clock.now())).isEqualTo(START.plusNanos(10));
    }

    @Test
    void countsNanosecondsWhileTheClockStandsStill() {
        long first = clock.now();

        assertThat(clock.now()).isEqualTo(first + 1);
        assertThat(clock.now()).isEqualTo(first + 2);
    }

    @Test
    void followsAnEventOfANodeThatIsAhead() {
        long remote = clock.now() + Duration.ofMillis(300).toNanos();

        assertThat(clock.observe(remote)).isEqualTo(remote + 1);
        assertThat(clock.now()).isEqualTo(remote + 2);
    }

    @Test
    void isNotMovedByANodeThatIsBehind() {
        long stamp = clock.now();

        assertThat(clock.observe(stamp - 1_000_000)).isEqualTo(stamp + 1);
        assertThat(clock.observe(Long.MIN_VALUE)).isEqualTo(stamp + 2);
    }

    @Test
    void refusesAStampThatNoHonestNodeCanHaveMade() {
        long latest = cluster.read().clusterNanos() + cluster.read().errorNanos();
        long limit = latest + HybridClock.FARTHEST_AHEAD.toNanos();
        long before = clock.now();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> clock.observe(latest + Duration.ofHours(1).toNanos()))
                .withMessage(
                        "the stamp 2026-11-21T13:00:00.001000100Z is PT1H later than it can be by now, the limit is"
                                + " PT0.5S: its node's clock is wrong");
        assertThatIllegalArgumentException().isThrownBy(() -> clock.observe(limit + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> clock.observe(Long.MAX_VALUE));

        assertThat(clock.now()).as("nothing has changed").isEqualTo(before + 1);
        assertThat(clock.observe(limit)).isEqualTo(limit + 1);
    }

    @Test
    void believesAsMuchAsItIsToldTo() {
        HybridClock strict = new HybridClock(cluster, Duration.ZERO);
        long latest = cluster.read().clusterNanos() + cluster.read().errorNanos();

        assertThat(strict.observe(latest)).isEqualTo(latest + 1);
        assertThatIllegalArgumentException().isThrownBy(() -> strict.observe(latest + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new HybridClock(cluster, Duration.ofNanos(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new HybridClock(cluster, Duration.ofDays(2)));
    }

    @Test
    void stampsNothingWhileTheClockIsUnsynchronized() {
        HybridClock early = new HybridClock(ManualClusterClock.unsynchronizedAt(START));

        assertThatIllegalStateException()
                .isThrownBy(early::now)
                .withMessage("the cluster clock is unsynchronized: wait with awaitSynchronized");
        assertThatIllegalStateException().isThrownBy(() -> early.observe(1));
    }

    @Test
    void stampsInHoldoverUntilTheBoundHasExpired() {
        cluster.disconnect();
        cluster.advance(ManualClusterClock.VALID_FOR.minusNanos(1));
        assertThat(clock.now()).isPositive();

        cluster.advance(Duration.ofNanos(1));

        assertThatIllegalStateException().isThrownBy(clock::now);
    }

    @Test
    void givesEachThreadOtherStampsAndEachGreaterOnes() {
        List<CompletableFuture<long[]>> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            threads.add(CompletableFuture.supplyAsync(
                    () -> LongStream.generate(clock::now).limit(20_000).toArray()));
        }

        List<long[]> stamps = threads.stream().map(CompletableFuture::join).toList();

        assertThat(stamps).allSatisfy(s -> assertThat(s).isSorted().doesNotHaveDuplicates());
        assertThat(stamps.stream().flatMapToLong(LongStream::of).distinct().count())
                .isEqualTo(60_000);
    }

    /** Honest nodes whose clocks differ by up to their errors send one another messages, with and without time between. */
    @RepeatedTest(5)
    void ordersEveryEffectAfterItsCauseWithinTheErrorOfTheClocks(RepetitionInfo repetition) {
        long seed = 9_300L + repetition.getCurrentRepetition();
        SplittableRandom random = new SplittableRandom(seed);
        Duration error = Duration.ofMillis(5);
        List<ManualClusterClock> clocks = new ArrayList<>();
        List<HybridClock> nodes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ManualClusterClock one = ManualClusterClock.unsynchronizedAt(START);
            one.skew(Duration.ofNanos(random.nextLong(-error.toNanos(), error.toNanos() + 1)));
            one.setError(error);
            clocks.add(one);
            nodes.add(new HybridClock(one));
        }
        long trueTime = clocks.get(0).read().localNanos();
        for (int events = 0; events < 5_000; events++) {
            long passed = random.nextInt(3) == 0 ? 0 : random.nextLong(2_000_000);
            trueTime += passed;
            clocks.forEach(c -> c.advance(Duration.ofNanos(passed)));
            long sent = nodes.get(random.nextInt(4)).now();

            long received = nodes.get(random.nextInt(4)).observe(sent);

            assertThat(received).as("seed %d", seed).isGreaterThan(sent);
            assertThat(received - trueTime)
                    .as("seed %d: from cluster time", seed)
                    .isBetween(-error.toNanos(), error.toNanos() + 2L * events + 2);
        }
    }

    @Test
    void resumesAboveTheLastStampOfTheProcessBefore() {
        long last = clock.observe(clock.now() + Duration.ofMillis(397).toNanos());

        HybridClock resumed = HybridClock.resuming(ManualClusterClock.at(START), last);

        assertThat(resumed.now()).isEqualTo(last + 1);
    }

    @Test
    void resumesFromNoStampThatCannotBeItsOwn() {
        long tooFar = clock.now() + Duration.ofHours(25).toNanos();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> HybridClock.resuming(cluster, tooFar))
                .withMessageContaining("which is PT25H ahead of this machine");
        assertThatIllegalArgumentException().isThrownBy(() -> HybridClock.resuming(cluster, -1));
    }
}
