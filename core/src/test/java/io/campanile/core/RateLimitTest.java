package io.campanile.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimitTest {

    private final RateLimit limit = new RateLimit(3, 100);

    @Test
    void takesWhatCountsForSeveralAsSoonAsThereIsRoomForOne() {
        RateLimit limit = new RateLimit(2, 10);
        assertThat(limit.admits(5, 0)).isTrue();
        assertThat(limit.admits(0)).isFalse();
        assertThat(limit.admits(39)).isFalse();
        assertThat(limit.admits(40)).isTrue();
    }

    @Test
    void letsABurstThroughAndThenOneInAWhile() {
        assertThat(admitted(10, 0)).isEqualTo(3);
        assertThat(admitted(10, 99)).isZero();
        assertThat(admitted(10, 100)).isOne();
        assertThat(admitted(10, 250)).isOne();
        assertThat(admitted(10, 300)).isOne();
    }

    @Test
    void forgivesNoMoreThanABurstAfterALongSilence() {
        admitted(3, 0);

        assertThat(admitted(10, 1_000_000)).isEqualTo(3);
    }

    private int admitted(int tries, long now) {
        int admitted = 0;
        for (int i = 0; i < tries; i++) {
            admitted += limit.admits(now) ? 1 : 0;
        }
        return admitted;
    }
}
