package io.campanile.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.clock.DisciplinedClock;
import io.campanile.clock.SkewedClock;
import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.DisciplineLimits;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Clocks that are corrected by hand, so that the truth about the truth is known. */
class DemoTruthTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long START = 1_000_000 * SECOND;

    private final AtomicLong base = new AtomicLong(START);
    private final DisciplinedClock master = new DisciplinedClock(base::get, DisciplineLimits.DEFAULT);
    private final DisciplinedClock aheadClock = clock(5 * SECOND);
    private final DisciplinedClock behindClock = clock(-2 * SECOND);
    private final DemoSlave ahead = slave("slave-1", 5 * SECOND, aheadClock);
    private final DemoSlave behind = slave("slave-2", -2 * SECOND, behindClock);
    private final DemoTruth truth = new DemoTruth(master, List.of(ahead, behind));

    private DisciplinedClock clock(long offset) {
        return new DisciplinedClock(new SkewedClock(base::get, offset, 0), DisciplineLimits.DEFAULT);
    }

    private static DemoSlave slave(String name, long offset, DisciplinedClock clock) {
        return new DemoSlave(name, false, offset, 0, (SkewedClock) clock.local(), clock);
    }

    /** Corrects a clock whose local time is the base's plus an offset, so that it is wrong by this much afterwards. */
    private void correct(DisciplinedClock clock, long offset, long wrongBy, long statedError) {
        long local = base.get() + offset;
        var mapping = clock.state(local).mapping();
        long move = base.get() + wrongBy - mapping.at(local);
        clock.correct(new Correction(1, 1, mapping.version(), local, move, 0, statedError, 0, 3 * SECOND, 9 * SECOND));
    }

    private void correctAll(long aheadWrongBy, long behindWrongBy, long statedError) {
        correct(master, 0, 0, 0);
        correct(aheadClock, ahead.offsetNanos(), aheadWrongBy, statedError);
        correct(behindClock, behind.offsetNanos(), behindWrongBy, statedError);
    }

    @Test
    void beginsWithTheSpreadOfTheLocalClocks() {
        assertThat(truth.spreadNanos()).isEqualTo(7 * SECOND);
    }

    @Test
    void countsTheMasterAmongTheClocks() {
        assertThat(new DemoTruth(master, List.of(ahead)).spreadNanos()).isEqualTo(5 * SECOND);
        assertThat(new DemoTruth(master, List.of()).spreadNanos()).isZero();
    }

    @Test
    void knowsNoErrorBeforeTheClocksAreCorrected() {
        truth.sample();
        assertThat(truth.allSynchronized()).isFalse();
        assertThat(truth.errorOf(ahead)).isEmpty();
        assertThat(truth.spreadNanos()).isEqualTo(7 * SECOND);
    }

    @Test
    void waitsForTheLastClock() {
        correct(master, 0, 0, 0);
        correct(aheadClock, ahead.offsetNanos(), 0, 0);
        truth.sample();
        assertThat(truth.errorOf(ahead)).hasValue(0);
        assertThat(truth.errorOf(behind)).isEmpty();
        assertThat(truth.allSynchronized()).isFalse();
    }

    @Test
    void measuresWhatEachClockIsWrongBy() {
        correctAll(30_000, -20_000, 40_000);
        base.addAndGet(SECOND);
        truth.sample();
        assertThat(truth.allSynchronized()).isTrue();
        assertThat(truth.errorOf(ahead)).hasValue(30_000);
        assertThat(truth.errorOf(behind)).hasValue(-20_000);
        assertThat(truth.spreadNanos()).isEqualTo(50_000);
        assertThat(truth.boundViolations()).isZero();
        assertThat(truth.backwardReadings()).isZero();
    }

    @Test
    void takesTheLargestErrorOnlySinceTheClocksConverged() {
        correctAll(5_000_000, 0, 10_000_000);
        truth.sample();
        assertThat(truth.maxErrorNanos()).isZero();
        correctAll(0, 60_000, 10_000_000);
        base.addAndGet(SECOND);
        truth.sample();
        assertThat(truth.maxErrorNanos()).isEqualTo(60_000);
        correctAll(0, -700_000, 10_000_000);
        base.addAndGet(SECOND);
        truth.sample();
        assertThat(truth.maxErrorNanos()).isEqualTo(700_000);
        correctAll(0, 0, 10_000_000);
        base.addAndGet(SECOND);
        truth.sample();
        assertThat(truth.maxErrorNanos()).isEqualTo(700_000);
    }

    @Test
    void countsReadingsThatAreWorseThanTheySay() {
        correctAll(30_000, -20_000, 25_000);
        truth.sample();
        truth.sample();
        assertThat(truth.boundViolations()).isEqualTo(2);
    }

    @Test
    void countsReadingsThatGoBack() {
        correctAll(0, 0, 0);
        truth.sample();
        base.addAndGet(-1);
        truth.sample();
        assertThat(truth.backwardReadings()).isEqualTo(2);
    }

    @Test
    void noticesThatAClockIsNoLongerCorrected() {
        correctAll(0, 0, 0);
        truth.sample();
        assertThat(truth.allSynchronized()).isTrue();
        base.addAndGet(4 * SECOND);
        truth.sample();
        assertThat(truth.allSynchronized()).isFalse();
        assertThat(truth.errorOf(ahead)).isEmpty();
    }
}
