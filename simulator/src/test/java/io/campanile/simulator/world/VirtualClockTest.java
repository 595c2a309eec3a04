package io.campanile.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.campanile.core.Units;
import io.campanile.simulator.Cluster;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VirtualClockTest {

    private static final long SECOND = Units.SECOND_NANOS;
    private static final long START = Cluster.START_NANOS;

    private final VirtualTime time = new VirtualTime(START);

    private VirtualClock clock(long seed, long aheadNanos, double frequencyPpb, double wanderPpb) {
        return new VirtualClock(time, new SplittableRandom(seed), aheadNanos, frequencyPpb, wanderPpb);
    }

    @Test
    void showsTheSumOfWhatItsFrequencyWasInEachSecond() {
        var clock = clock(5, -70_000, 40_000.4, 1_000);
        var random = new SplittableRandom(5);
        double frequency = 40_000.4;
        double ahead = -70_000;
        for (int second = 0; second < 1_000; second++) {
            time.run(START + second * SECOND + SECOND / 2, () -> {});
            assertThat((double) (clock.nanos() - time.now()))
                    .as("half a second after %d s", second)
                    .isBetween(ahead + frequency / 2 - 1.01, ahead + frequency / 2 + 0.01);
            ahead += frequency;
            frequency += 1_000 * random.nextGaussian();
        }
    }

    @Test
    void gathersFractionsOfANanosecondExactly() {
        var clock = clock(1, 0, 0.125, 0);
        time.run(START + 8_000_000 * SECOND, () -> {});
        assertThat(clock.nanos() - time.now()).isEqualTo(1_000_000);
    }

    @Test
    void showsTheSameHoweverOftenItIsRead() {
        var often = clock(3, 0, -55_555, 10);
        var once = clock(3, 0, -55_555, 10);
        for (int i = 1; i <= 5_000; i++) {
            time.run(START + i * SECOND / 7, () -> {});
            often.nanos();
        }
        assertThat(often.nanos()).isEqualTo(once.nanos());
    }

    @Test
    void frequencyWandersAsFarAsARandomWalkDoes() {
        double sum = 0;
        int clocks = 400;
        int seconds = 900;
        VirtualClock[] all = new VirtualClock[clocks];
        for (int i = 0; i < clocks; i++) {
            all[i] = clock(i, 0, 0, 10);
        }
        time.run(START + seconds * SECOND, () -> {});
        for (VirtualClock clock : all) {
            sum += clock.frequencyPpb() * clock.frequencyPpb();
        }
        assertThat(Math.sqrt(sum / clocks)).isBetween(0.85 * 300, 1.15 * 300);
    }

    @Test
    void standsStillWhileFrozenAndGoesOnFromThere() {
        var clock = clock(9, 5_000, 100_000, 100);
        time.run(START + 10 * SECOND + 3, () -> {});
        long before = clock.nanos();
        clock.freeze();
        time.run(START + 700 * SECOND + 5, () -> {});
        assertThat(clock.nanos()).isEqualTo(before);
        clock.thaw();
        assertThat(clock.nanos()).isEqualTo(before);
        time.run(START + 701 * SECOND + 5, () -> {});
        assertThat(clock.nanos() - before).isBetween(SECOND, SECOND + 200_000);
    }

    @Test
    void rampsToAnotherFrequencyAndStaysThere() {
        var clock = clock(1, 0, 1_000, 0);
        clock.ramp(50, 100);
        time.run(START + 50 * SECOND, () -> {});
        assertThat(clock.frequencyPpb()).isEqualTo(3_500);
        time.run(START + 500 * SECOND, () -> {});
        assertThat(clock.frequencyPpb()).isEqualTo(6_000);
    }

    @Test
    void stepsByWhatItIsTold() {
        var clock = clock(1, 0, 0, 0);
        clock.step(-42);
        assertThat(clock.nanos()).isEqualTo(START - 42);
    }

    @Test
    void remembersWhatItWouldShowIfItHadNeverBroken() {
        var clock = clock(4, 7_000, 30_000.5, 50);
        var healthy = clock(4, 7_000, 30_000.5, 50);
        List<Runnable> faults = List.of(
                () -> clock.step(-5_000),
                clock::freeze,
                clock::thaw,
                () -> clock.speedUp(50_000_000),
                () -> clock.speedUp(-50_000_000));
        for (Runnable fault : faults) {
            time.run(time.now() + 3 * SECOND + 777, () -> {});
            fault.run();
            assertThat(clock.healthyNanos()).isEqualTo(healthy.nanos());
        }
        time.run(time.now() + 100 * SECOND, () -> {});
        assertThat(clock.healthyNanos()).isEqualTo(healthy.nanos());
        // Stepped, asleep for 3 s, and 5 % fast for 3 s.
        assertThat(clock.nanos() - healthy.nanos()).isCloseTo(-5_000 - 2_850_000_000L, within(200_000L));
        assertThat(clock.frequencyPpb()).isEqualTo(healthy.frequencyPpb());
    }

    @Test
    void knowsWhenItLastBroke() {
        var clock = clock(4, 0, 0, 0);
        assertThat(clock.lastBroken()).isLessThan(START);
        clock.freeze();
        time.run(START + SECOND, () -> {});
        assertThat(clock.lastBroken()).as("it still stands still").isEqualTo(START + SECOND);
        clock.thaw();
        time.run(START + 2 * SECOND, () -> {});
        assertThat(clock.lastBroken()).isEqualTo(START + SECOND);
        clock.speedUp(2_000_000);
        time.run(START + 3 * SECOND, () -> {});
        assertThat(clock.lastBroken()).as("it still runs too fast").isEqualTo(START + 3 * SECOND);
        clock.speedUp(-2_000_000);
        time.run(START + 4 * SECOND, () -> {});
        assertThat(clock.lastBroken()).isEqualTo(START + 3 * SECOND);
        clock.step(1);
        assertThat(clock.lastBroken()).isEqualTo(START + 4 * SECOND);
    }

    @Test
    void neverGoesBackWhileItRunsFaster() {
        var clock = clock(6, 0, -99_999.9, 100);
        long last = clock.nanos();
        for (int i = 0; i < 100_000; i++) {
            time.run(time.now() + 1 + i % 7, () -> {});
            if (i % 5_000 == 0) {
                clock.speedUp(i % 10_000 == 0 ? 50_000_000 : -50_000_000);
            }
            assertThat(clock.nanos()).isGreaterThanOrEqualTo(last);
            last = clock.nanos();
        }
    }
}
