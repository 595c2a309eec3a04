package io.campanile.proto.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReplayWindowTest {

    private final ReplayWindow window = new ReplayWindow();

    private boolean admits(long counter) {
        boolean isNew = window.isNew(counter);
        if (isNew) {
            window.add(counter);
        }
        return isNew;
    }

    @Test
    void isAtLeast128Wide() {
        assertThat(ReplayWindow.WIDTH).isGreaterThanOrEqualTo(128);
        assertThat(admits(1_000)).isTrue();
        assertThat(admits(1_000 - 127)).isTrue();
    }

    @Test
    void admitsEachCounterOnce() {
        assertThat(admits(5)).isTrue();
        assertThat(admits(5)).isFalse();
        assertThat(admits(3)).isTrue();
        assertThat(admits(3)).isFalse();
        assertThat(admits(4)).isTrue();
    }

    @Test
    void admitsNothingBelowOne() {
        assertThat(admits(0)).isFalse();
        assertThat(admits(-1)).isFalse();
        assertThat(admits(Long.MIN_VALUE)).isFalse();
    }

    @Test
    void forgetsNothingThatIsStillInIt() {
        assertThat(admits(1)).isTrue();
        assertThat(admits(ReplayWindow.WIDTH)).isTrue();
        assertThat(admits(1)).isFalse();
        assertThat(admits(2)).isTrue();
        assertThat(admits(Long.MAX_VALUE)).isTrue();
        assertThat(admits(ReplayWindow.WIDTH - 1)).isFalse();
        assertThat(admits(Long.MAX_VALUE - 1)).isTrue();
        assertThat(admits(Long.MAX_VALUE)).isFalse();
    }

    /** Against a set that forgets nothing. */
    @Test
    void agreesWithOneThatRemembersEverything() {
        SplittableRandom random = new SplittableRandom(7);
        Set<Long> seen = new HashSet<>();
        long newest = 0;
        for (int i = 0; i < 200_000; i++) {
            long jump = random.nextInt(50) == 0 ? random.nextInt(600) : random.nextInt(3);
            long counter = Math.max(1, random.nextBoolean() ? newest + jump : newest - random.nextInt(400));
            boolean expected = !seen.contains(counter) && newest - counter < ReplayWindow.WIDTH;
            assertThat(admits(counter)).as("%d of %d", counter, newest).isEqualTo(expected);
            seen.add(counter);
            newest = Math.max(newest, counter);
        }
    }
}
