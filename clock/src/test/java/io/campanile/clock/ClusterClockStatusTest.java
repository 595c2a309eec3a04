package io.campanile.clock;

import static io.campanile.clock.TestCorrections.SECOND;
import static io.campanile.clock.TestCorrections.SYNCHRONIZED_FOR;
import static io.campanile.clock.TestCorrections.VALID_FOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.clock.ClusterClock.Registration;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.DisciplineLimits;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Listeners for a clock's status, in virtual time. */
class ClusterClockStatusTest {

    private final VirtualTimer timer = new VirtualTimer(1_800_000_000 * SECOND);
    private final CountingTimer work = new CountingTimer(timer);
    private final DisciplinedClock clock = new DisciplinedClock(timer, DisciplineLimits.DEFAULT, work);
    private final List<String> heard = new ArrayList<>();

    @Test
    void tellsEveryChangeInOrderThoughNobodyReadsTheClock() {
        listen();

        correct();
        timer.advance(VALID_FOR);
        correct();
        timer.advance(0);

        assertThat(heard)
                .containsExactly(
                        "UNSYNCHRONIZED to SYNCHRONIZED",
                        "SYNCHRONIZED to HOLDOVER",
                        "HOLDOVER to UNSYNCHRONIZED",
                        "UNSYNCHRONIZED to SYNCHRONIZED");
    }

    @Test
    void tellsNothingWhileCorrectionsKeepComing() {
        correct();
        listen();

        for (int i = 0; i < 100; i++) {
            timer.advance(SYNCHRONIZED_FOR - 1);
            correct();
        }
        timer.advance(0);

        assertThat(heard).isEmpty();
        assertThat(work.runs())
                .as("a look at each correction, and one a second")
                .isLessThan(500);
    }

    @Test
    void tellsOnlyWhatChangesAfterTheListenerCame() {
        correct();
        timer.advance(SYNCHRONIZED_FOR);
        listen();

        timer.advance(VALID_FOR);

        assertThat(heard).containsExactly("HOLDOVER to UNSYNCHRONIZED");
    }

    @Test
    void tellsNothingToAListenerThatLeft() {
        Registration registration = listen();
        timer.advance(0);

        registration.close();
        registration.close();
        correct();
        timer.advance(VALID_FOR);

        assertThat(heard).isEmpty();
    }

    @Test
    void tellsNothingOnceTheClockIsClosed() {
        correct();
        listen();
        timer.advance(0);

        clock.close();
        timer.advance(VALID_FOR);

        assertThat(heard).isEmpty();
    }

    @Test
    void tellsTheOthersWhenOneListenerFails() {
        clock.onStatusChange((before, now) -> {
            throw new IllegalArgumentException("on purpose");
        });
        listen();

        correct();
        timer.advance(0);

        assertThat(heard).hasSize(1);
    }

    @Test
    void showsAsAJavaClockWhatItShows() {
        correct();

        assertThat(clock.asClock(ZoneOffset.UTC).instant()).isEqualTo(clock.instant());
        assertThat(clock.asClock(ZoneOffset.ofHours(1)).getZone()).isEqualTo(ZoneOffset.ofHours(1));
        assertThat(Instant.now(clock.asClock(ZoneOffset.UTC))).isEqualTo(clock.instant());
    }

    private Registration listen() {
        return clock.onStatusChange((ClockStatus before, ClockStatus now) -> heard.add(before + " to " + now));
    }

    private void correct() {
        clock.correct(TestCorrections.by(clock, timer.nanos(), 0));
    }
}
