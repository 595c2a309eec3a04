package io.campanile.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClocksTest {

    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong base = new AtomicLong(1_000 * SECOND);

    @Test
    void theSkewedClockStartsAheadByItsOffset() {
        assertThat(new SkewedClock(base::get, -3 * SECOND, 80_000).nanos()).isEqualTo(997 * SECOND);
    }

    @Test
    void theSkewedClockGainsWhatItsDriftSays() {
        SkewedClock clock = new SkewedClock(base::get, SECOND, 80_000);
        base.addAndGet(100 * SECOND);

        // 80 ppm over 100 s are 8 ms.
        assertThat(clock.nanos()).isEqualTo(1_101 * SECOND + 8_000_000);
    }

    @Test
    void theSkewedClockKnowsWhatItsBaseShowed() {
        SkewedClock clock = new SkewedClock(base::get, -5 * SECOND, -95_000);
        for (int i = 0; i < 1_000; i++) {
            base.addAndGet(123_456_789);
            assertThat(clock.baseNanos(clock.nanos())).isCloseTo(base.get(), within(1L));
        }
    }

    @Test
    void theSkewedClockNeverGoesBackHoweverSlow() {
        SkewedClock clock = new SkewedClock(base::get, 0, -50_000_000);
        long last = clock.nanos();
        for (int i = 0; i < 1_000; i++) {
            base.incrementAndGet();
            assertThat(clock.nanos()).isGreaterThanOrEqualTo(last);
            last = clock.nanos();
        }
    }

    @Test
    void theSkewedClockRefusesADriftThatNoClockHas() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SkewedClock(base::get, 0, 50_000_001))
                .withMessageContaining("5.0000001E7 ppb");
    }

    @Test
    void theSystemClockTakesTheReadingThatLiesClosestTogether() {
        // Cold code at first: then the wall clock is read long after its neighbour.
        AtomicLong monotonic = new AtomicLong(5 * SECOND);
        AtomicLong reads = new AtomicLong();
        long origin = 1_700_000_000 * SECOND;

        long found = SystemClock.originNanos(
                () -> monotonic.addAndGet(30),
                () -> monotonic.addAndGet(reads.incrementAndGet() < 50 ? 20_000 : 30) + origin,
                20_000,
                100);

        assertThat(found).isEqualTo(origin);
        assertThat(reads).hasValue(50);
    }

    @Test
    void theSystemClockMakesDoWithTheClosestReadingOfASlowMachine() {
        AtomicLong monotonic = new AtomicLong();
        AtomicLong reads = new AtomicLong();

        long found = SystemClock.originNanos(
                () -> monotonic.addAndGet(300),
                () -> monotonic.addAndGet(reads.incrementAndGet() == 7 ? 300 : 900),
                20_000,
                100);

        assertThat(found).isZero();
    }

    @Test
    void theSystemClockTakesNoReadingOfAMachineThatWasSetBackMeanwhile() {
        AtomicLong monotonic = new AtomicLong(50 * SECOND);
        AtomicLong reads = new AtomicLong();

        long found = SystemClock.originNanos(
                () -> monotonic.addAndGet(30),
                () -> monotonic.addAndGet(reads.incrementAndGet() == 1 ? -4 * SECOND : 30),
                20_000,
                100);

        assertThat(found).isZero();
    }

    @Test
    void theSystemClockShowsTheMachinesTimeAndNeverGoesBack() {
        SystemClock clock = new SystemClock();
        // An hour's leeway: that it is the machine's time at all, not how well it is read.
        long machine = Instant.now().getEpochSecond() * SECOND;
        assertThat(clock.nanos()).isCloseTo(machine, within(Duration.ofHours(1).toNanos()));

        long last = Long.MIN_VALUE;
        for (int i = 0; i < 10_000; i++) {
            long now = clock.nanos();
            assertThat(now).isGreaterThanOrEqualTo(last);
            last = now;
        }
    }
}
