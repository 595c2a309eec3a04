package io.campanile.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TwoClocksTest {

    private final AtomicLong now = new AtomicLong(1_000);
    private int reads;

    private TwoClocks read(int most, long close, long... widths) {
        return TwoClocks.read(now::get, () -> now.addAndGet(widths[reads++]) + 5_000, most, close);
    }

    @Test
    void takesTheReadingsThatLieClosestTogether() {
        TwoClocks found = read(4, 0, 90, 11, 40, 11);
        assertThat(found).isEqualTo(new TwoClocks(1_090, 6_101, 11));
        assertThat(found.atNanos()).isEqualTo(1_095);
        assertThat(found.aheadNanos()).isEqualTo(5_006);
        assertThat(found.ahead()).isEqualTo(new Interval(5_000, 5_011));
    }

    @Test
    void readsNoMoreOnceTheyAreCloseEnough() {
        assertThat(read(4, 50, 90, 50, 10, 10).widthNanos()).isEqualTo(50);
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void aClockThatWasSetBackMeanwhileTellsNothing() {
        assertThat(read(2, 0, -500, 30).widthNanos()).isEqualTo(30);
    }
}
