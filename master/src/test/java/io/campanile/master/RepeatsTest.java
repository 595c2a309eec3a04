package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.master.Repeats.Told;
import org.junit.jupiter.api.Test;

class RepeatsTest {

    private static final long QUIET = Repeats.QUIET_NANOS;

    private final Repeats<String> repeats = new Repeats<>();

    @Test
    void tellsOnceAndThenCounts() {
        assertThat(repeats.isNews("a", 0)).isTrue();
        assertThat(repeats.isNews("a", 1)).isFalse();
        assertThat(repeats.isNews("a", 2)).isFalse();
        assertThat(repeats.isNews("b", 3)).isTrue();
        assertThat(repeats.due(QUIET - 1)).isEmpty();
        assertThat(repeats.due(QUIET)).containsExactly(new Told<>("a", 0, 2));
        assertThat(repeats.isNews("a", QUIET + 1)).isFalse();
    }

    @Test
    void forgetsWhatHasNotHappenedAgain() {
        repeats.isNews("a", 0);
        assertThat(repeats.due(QUIET)).isEmpty();
        assertThat(repeats.isNews("a", QUIET + 1)).isTrue();
    }

    @Test
    void isBounded() {
        for (int i = 0; i <= Repeats.MOST; i++) {
            repeats.isNews("s" + i, i);
        }
        assertThat(repeats.isNews("s1", Repeats.MOST)).isFalse();
        assertThat(repeats.isNews("s0", Repeats.MOST)).isTrue();
    }
}
