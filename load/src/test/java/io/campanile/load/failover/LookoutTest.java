package io.campanile.load.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.clock.DisciplinedClock;
import io.campanile.clock.SkewedClock;
import io.campanile.core.Units;
import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.DisciplineLimits;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookoutTest {

    private static final long BOUND_NANOS = 1000;
    private static final long VALID_NANOS = 600 * Units.SECOND_NANOS;

    private long nowNanos = 1_800_000_000_000_000_000L;
    private final SlaveClock one = new SlaveClock(2 * Units.SECOND_NANOS);
    private final SlaveClock other = new SlaveClock(-Units.SECOND_NANOS);
    private final Lookout lookout = new Lookout(() -> nowNanos, List.of(one.watched, other.watched));

    /** A slave's clock that is corrected by hand. */
    private final class SlaveClock {

        final SkewedClock local;
        final DisciplinedClock clock;
        final WatchedClock watched;

        SlaveClock(long offsetNanos) {
            local = new SkewedClock(() -> nowNanos, offsetNanos, 0);
            clock = new DisciplinedClock(local, DisciplineLimits.DEFAULT);
            watched = new WatchedClock(clock, local);
        }

        /** Has it be ahead of the machine's clock by so much, as soon as it has slewed there. */
        void correct(long epoch, long round, long aheadNanos) {
            clock.correct(new Correction(
                    epoch,
                    round,
                    clock.read().timeline().target().version(),
                    local.nanos(),
                    nowNanos + aheadNanos - clock.read().timeline().target().at(local.nanos()),
                    0,
                    BOUND_NANOS,
                    0,
                    VALID_NANOS,
                    VALID_NANOS));
        }
    }

    private void pass(long nanos) {
        nowNanos += nanos;
        lookout.look();
    }

    @Test
    void seesHowFarClocksAreApartWhateverTheirLocalClocksShow() {
        one.correct(1, 1, 0);
        other.correct(1, 1, 700);
        pass(1000);
        assertThat(lookout.next().apartNanos()).isEqualTo(700);
        assertThat(lookout.broken()).isEqualTo(Broken.NOTHING);
        assertThat(lookout.next().apartNanos()).isZero();
    }

    @Test
    void blamesBoundsThatCannotAllHold() {
        one.correct(1, 1, 0);
        other.correct(1, 1, 3 * BOUND_NANOS);
        pass(1000);
        assertThat(lookout.broken()).isEqualTo(new Broken(0, 1, 0));
    }

    @Test
    void blamesATakeoverThatMovesEverybodyBeyondWhatWasPromised() {
        one.correct(1, 1, 0);
        other.correct(1, 1, 0);
        pass(1000);
        lookout.expectFault();
        one.correct(2, 1, 100 * BOUND_NANOS);
        other.correct(2, 1, 100 * BOUND_NANOS);
        pass(10 * Units.SECOND_NANOS);
        assertThat(lookout.broken().boundViolations()).isEqualTo(2);
    }

    @Test
    void blamesNoTakeoverThatKeepsThePromises() {
        one.correct(1, 1, 0);
        other.correct(1, 1, 0);
        pass(1000);
        lookout.expectFault();
        one.correct(2, 1, BOUND_NANOS);
        other.correct(2, 1, BOUND_NANOS);
        pass(10 * Units.SECOND_NANOS);
        assertThat(lookout.broken()).isEqualTo(Broken.NOTHING);
    }

    @Test
    void tellsWhenTheFirstAndTheLastWereCorrectedByAnother() {
        one.correct(1, 1, 0);
        other.correct(1, 1, 0);
        pass(1000);
        lookout.expectFault();
        pass(1000);
        assertThat(lookout.renewal()).isEqualTo(Renewal.NONE);
        one.correct(2, 1, 0);
        pass(1000);
        long first = nowNanos;
        assertThat(lookout.renewal().isComplete()).isFalse();
        assertThat(lookout.allFollow(2)).isFalse();
        other.correct(2, 1, 0);
        pass(1000);
        assertThat(lookout.renewal()).isEqualTo(new Renewal(first, nowNanos));
        assertThat(lookout.allFollow(2)).isTrue();
    }

    @Test
    void tellsWhoWaitedLongestForACorrection() {
        one.correct(1, 1, 0);
        other.correct(1, 1, 0);
        pass(1000);
        other.correct(1, 2, 0);
        pass(500);
        assertThat(lookout.next().uncorrectedNanos()).isEqualTo(1500);
        assertThat(lookout.broken()).isEqualTo(Broken.NOTHING);
    }
}
