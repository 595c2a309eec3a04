package io.campanile.os;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** On a machine whose time stands still unless the test moves it. */
class StampClockTest {

    private static final long SECOND = 1_000_000_000L;

    private long nano = 50 * SECOND;
    private long wall = 1_800_000_000L * SECOND;

    /** How long it takes to look at a clock. */
    private long lookNanos;

    private final StampClock clock = StampClock.ofWall(
            () -> {
                pass(lookNanos);
                return nano;
            },
            () -> {
                pass(lookNanos);
                return wall;
            });

    private void pass(long nanos) {
        nano += nanos;
        wall += nanos;
    }

    @Test
    void aStampIsAsLongAgoAsTheWallClockSays() {
        long stamp = wall;
        long was = nano;
        pass(3_000);
        clock.look();

        assertThat(clock.latestNanos(stamp)).isEqualTo(was);
        assertThat(clock.earliestNanos(stamp)).isEqualTo(was);
    }

    @Test
    void aLookThatTakesTimeMakesNoArrivalEarlyAndNoDepartureLate() {
        long stamp = wall;
        long was = nano;
        lookNanos = 40;
        clock.look();

        assertThat(clock.latestNanos(stamp)).isBetween(was, was + 80);
        assertThat(clock.earliestNanos(stamp)).isBetween(was - 80, was);
    }

    @Test
    void aLookThatWasHeldUpIsRepeated() {
        long stamp = wall;
        long was = nano;
        lookNanos = 1_000_000;
        StampClock held = StampClock.ofWall(
                () -> {
                    pass(lookNanos);
                    lookNanos = 0;
                    return nano;
                },
                () -> {
                    pass(lookNanos);
                    return wall;
                });
        held.look();

        assertThat(held.latestNanos(stamp)).isEqualTo(was);
    }

    @Test
    void noStampCountsForASecondAfterTheWallClockWasSet() {
        clock.look();
        long before = wall;
        pass(5_000);
        wall += 2_000;
        long after = wall;
        pass(5_000);
        clock.look();
        assertThat(clock.latestNanos(before)).isEqualTo(StampClock.NONE);
        assertThat(clock.earliestNanos(after)).isEqualTo(StampClock.NONE);

        pass(SECOND);
        long later = wall;
        clock.look();
        assertThat(clock.latestNanos(later)).isEqualTo(nano);
    }

    @Test
    void aStampOfTheFutureOrOfLongAgoDoesNotCount() {
        clock.look();

        assertThat(clock.latestNanos(wall + 1)).isEqualTo(StampClock.NONE);
        assertThat(clock.latestNanos(wall - 2 * SECOND)).isEqualTo(StampClock.NONE);
    }
}
