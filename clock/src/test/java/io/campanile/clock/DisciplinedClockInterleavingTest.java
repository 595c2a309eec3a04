package io.campanile.clock;

import static io.campanile.clock.TestCorrections.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.discipline.DisciplineLimits;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The worst moments for a reader and a writer to meet, one by one: whatever happens between taking the local time and
 * using it is done from within the local clock.
 */
class DisciplinedClockInterleavingTest {

    private static final long BACK = -50_000_000;
    private static final long LATE = 10_000_000;

    private final MeddlingClock local = new MeddlingClock();
    private final DisciplinedClock clock = new DisciplinedClock(local::nanos, DisciplineLimits.DEFAULT);

    /** A clock that a test moves, and that does something else first when it is asked. */
    private static final class MeddlingClock {

        private final Deque<ToLongFunction<MeddlingClock>> meddling = new ArrayDeque<>();
        private long now = 1_800_000_000 * SECOND;

        long nanos() {
            ToLongFunction<MeddlingClock> next = meddling.poll();
            return next == null ? now : next.applyAsLong(this);
        }

        /** At the next call: does this, and then shows what the time is. */
        void before(Runnable work) {
            meddling.add(c -> {
                work.run();
                return c.now;
            });
        }

        /** At the next call: takes the time, and does this before the caller can use it. */
        void after(Runnable work) {
            meddling.add(c -> {
                long taken = c.now;
                work.run();
                return taken;
            });
        }
    }

    @BeforeEach
    void synchronize() {
        correct(SECOND);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1_000, LATE})
    void aReaderThatTookTheOldTimelineDoesNotRunAheadOfTheNew(long late) {
        local.before(() -> {
            correct(BACK);
            local.now += late;
        });
        long first = clock.nanos();

        assertThat(clock.nanos()).isGreaterThanOrEqualTo(first);
        local.now++;
        assertThat(clock.read().clusterNanos()).isGreaterThanOrEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1_000, LATE})
    void aFullReadingDoesNotRunAheadEither(long late) {
        local.before(() -> {
            correct(BACK);
            local.now += late;
        });
        ClusterReading first = clock.read();

        assertThat(clock.nanos()).isGreaterThanOrEqualTo(first.clusterNanos());
        assertThat(first.timeline().target().version())
                .as("it read the new one")
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1_000, LATE})
    void aReaderBetweenTheWritersTimeAndItsPublicationIsNotOvertaken(long late) {
        long[] seen = {0};
        local.after(() -> {
            local.now += late;
            seen[0] = clock.nanos();
        });
        correctAt(local.now, BACK);

        assertThat(seen[0]).isPositive();
        assertThat(clock.nanos()).isGreaterThanOrEqualTo(seen[0]);
        ClusterReading held = clock.read();
        assertThat(held.clusterNanos()).isGreaterThanOrEqualTo(seen[0]);
        assertThat(held.errorNanos())
                .as("being held back is an error, too")
                .isGreaterThanOrEqualTo(
                        held.clusterNanos() - held.timeline().target().at(held.localNanos()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1_000, LATE})
    void isNotHeldBackForLongerThanItTakes(long late) {
        local.after(() -> {
            local.now += late;
            clock.nanos();
        });
        correctAt(local.now, BACK);

        // After the slew of 5 s at 1 %, whatever was handed out meanwhile.
        local.now += 6 * SECOND;

        assertThat(clock.nanos()).isEqualTo(local.now + SECOND + BACK);
    }

    private void correct(long offset) {
        correctAt(local.now, offset);
    }

    private void correctAt(long now, long offset) {
        clock.correct(TestCorrections.by(clock, now, offset));
    }
}
