package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PulseTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = 1000 * SECOND;

    private final Pulse pulse = new Pulse();

    @Test
    void isGoneWhenAProbeWasNotAnsweredForARound() {
        pulse.asked(NOW);
        pulse.asked(NOW + SECOND / 2);
        assertThat(pulse.isGone(NOW + SECOND, SECOND)).isFalse();
        assertThat(pulse.isGone(NOW + SECOND + 1, SECOND)).isTrue();
        pulse.answered(NOW + SECOND + 2);
        assertThat(pulse.isGone(NOW + 100 * SECOND, SECOND))
                .as("nobody has asked since")
                .isFalse();
    }

    @Test
    void bearsTheShortPausesOfANetworkAndNoLongOnes() {
        pulse.asked(NOW);
        assertThat(pulse.isGone(NOW + SECOND / 4, SECOND / 10)).isFalse();
        assertThat(pulse.isGone(NOW + 2 * SECOND + 1, 60 * SECOND)).isTrue();
    }

    @Test
    void isWaitedForUntilItIsGone() {
        Pulse next = new Pulse();
        pulse.answered(NOW - 1);
        assertThat(next.waitsFor(pulse, NOW, SECOND)).isTrue();
        pulse.asked(NOW + 5);
        assertThat(next.waitsFor(pulse, NOW + SECOND, SECOND)).isTrue();
        assertThat(next.waitsFor(pulse, NOW + SECOND + 6, SECOND)).isFalse();
    }

    @Test
    void isWaitedForUntilItAnswers() {
        Pulse next = new Pulse();
        pulse.asked(NOW - 1);
        assertThat(next.waitsFor(pulse, NOW, SECOND)).isTrue();
        pulse.answered(NOW + 1);
        assertThat(next.waitsFor(pulse, NOW + 2, SECOND)).isFalse();
    }

    @Test
    void isNotWaitedForForever() {
        Pulse next = new Pulse();
        assertThat(next.waitsFor(pulse, NOW, SECOND)).isTrue();
        assertThat(next.waitsFor(pulse, NOW + 3 * SECOND, SECOND))
                .as("no probe was sent")
                .isFalse();
    }
}
