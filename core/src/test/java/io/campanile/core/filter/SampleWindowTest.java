package io.campanile.core.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Exchange;
import org.junit.jupiter.api.Test;

class SampleWindowTest {

    private static final double NO_DRIFT = 0;

    private final SampleWindow window = new SampleWindow(3);

    @Test
    void oldestMakesRoomWhenFull() {
        for (int i = 0; i < 5; i++) {
            window.add(new Exchange(i * 100L, 0, 0, i * 100L + 10), NO_DRIFT);
        }
        assertThat(window.size()).isEqualTo(3);
        assertThat(window.at(0)).isEqualTo(205);
        assertThat(window.at(2)).isEqualTo(405);
    }

    @Test
    void boundsAllowForTheDriftDuringTheExchange() {
        // A thousandth of 2000 ns on each side.
        window.add(new Exchange(0, 1_500, 1_500, 2_000), 1_000_000);
        assertThat(window.low(0)).isEqualTo(-500 - 2);
        assertThat(window.high(0)).isEqualTo(1_500 + 2);
        assertThat(window.width(0)).isEqualTo(2_004);
        assertThat(window.offset(0)).isEqualTo(500);
    }

    @Test
    void newestOfEquallyNarrowSamplesIsTheNarrowest() {
        window.add(new Exchange(0, 5, 5, 10), NO_DRIFT);
        window.add(new Exchange(100, 105, 105, 110), NO_DRIFT);
        window.add(new Exchange(200, 210, 210, 220), NO_DRIFT);
        assertThat(window.narrowest(0)).isEqualTo(1);
        assertThat(window.narrowest(2)).isEqualTo(2);
    }

    @Test
    void boundsOfALongExchangeAreNeverTooNarrow() {
        long hour = 3_600_000_000_000L;
        for (long delay : new long[] {16_777_215, 16_777_217, 33_554_433, hour + 1}) {
            window.clear();
            window.add(new Exchange(0, 0, 0, delay), NO_DRIFT);
            assertThat(window.width(0)).isBetween(delay, delay + delay / 8_000_000);
            assertThat(window.low(0)).isEqualTo(-delay);
            assertThat(window.high(0)).isBetween(0L, delay / 8_000_000);
        }
    }

    @Test
    void clearedWindowStartsAgain() {
        window.add(new Exchange(0, 5, 5, 10), NO_DRIFT);
        window.clear();
        assertThat(window.size()).isZero();
        window.add(new Exchange(700, 5, 5, 710), NO_DRIFT);
        assertThat(window.at(0)).isEqualTo(705);
    }
}
