package io.campanile.core.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.campanile.core.filter.Paths.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PathsTest {

    private static final double JITTER = 10_000;

    private final SplittableRandom random = new SplittableRandom(3);
    private final Paths paths = new Paths();
    private final List<Event> events = new ArrayList<>();

    @BeforeEach
    void start() {
        paths.reset();
    }

    private void exchange(long base, int count) {
        for (int i = 0; i < count; i++) {
            double waits = -JITTER * Math.log((1 - random.nextDouble()) * (1 - random.nextDouble()));
            paths.add(base + Math.round(waits), waits / 2);
            if (paths.event() != Event.NOTHING) {
                events.add(paths.event());
            }
        }
    }

    @Test
    void noiseAloneIsOnePath() {
        exchange(180_000, 20_000);
        assertThat(events).isEmpty();
        assertThat(paths.isAway()).isFalse();
    }

    @Test
    void longerPathIsMetWithinSecondsAndItsAsymmetryIsAtMostHalfOfTheDifference() {
        exchange(180_000, 500);
        exchange(380_000, 16);
        assertThat(events).containsExactly(Event.MET);
        assertThat(paths.isAway()).isTrue();
        assertThat(paths.change()).isCloseTo(100_000, within(5_000.0));
    }

    @Test
    void shorterPathIsMetAtOnce() {
        exchange(180_000, 500);
        exchange(80_000, 5);
        assertThat(events).first().isEqualTo(Event.MET);
        assertThat(paths.isAway()).isTrue();
    }

    @Test
    void baseIsRecognizedAtOnceAndTheOtherPathWhenItReturns() {
        exchange(180_000, 500);
        exchange(380_000, 200);
        exchange(180_000, 5);
        assertThat(paths.isAway()).isFalse();
        exchange(180_000, 200);
        exchange(380_000, 16);
        assertThat(paths.isAway()).isTrue();
        assertThat(events).containsExactly(Event.MET);
    }

    @Test
    void samplesBeforeThePathIsTakenForAnotherOneAreFar() {
        exchange(180_000, 500);
        exchange(380_000, 10);
        assertThat(paths.isFar()).isTrue();
        assertThat(paths.isAway()).isFalse();
    }

    @Test
    void pathThatStaysIsTheBaseSoThatAThirdOneCanBeToldFromIt() {
        exchange(180_000, 500);
        exchange(380_000, 600);
        assertThat(events).containsExactly(Event.MET, Event.SWAPPED);
        assertThat(paths.isAway()).isFalse();
        exchange(700_000, 20);
        assertThat(events).containsExactly(Event.MET, Event.SWAPPED, Event.MET);
        assertThat(paths.isAway()).isTrue();
    }

    /** More noise is no other path, and its own least round trip says so. */
    @Test
    void noiseThatGrowsIsLearned() {
        exchange(180_000, 500);
        for (int i = 0; i < 2_000; i++) {
            exchange(180_000 + Math.round(-20 * JITTER * Math.log(1 - random.nextDouble())), 1);
        }
        assertThat(paths.isAway()).isFalse();
        assertThat(paths.noise().meanExcess()).isGreaterThan(10 * JITTER);
    }
}
