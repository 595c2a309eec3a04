package io.campanile.core.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Mapping;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.ensemble.Legacy;
import io.campanile.core.ensemble.Outside;
import io.campanile.core.ensemble.Reference;
import io.campanile.core.ensemble.RoundCoordinator;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.Stamps;
import io.campanile.core.session.MasterSession;
import io.campanile.core.session.SessionConfig;
import io.campanile.core.session.VotingRight;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A master with one slave, exchange by exchange. */
class ReplayTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_000 * SECOND;
    private static final long EPOCH = 3;

    /** The slave is this far ahead, and runs 10 ppm fast. */
    private static final long AHEAD = 5_000_000;

    private static final long GAIN = 10_000;
    private static final int ROUNDS = 12;

    private final List<Event> events = new ArrayList<>();
    private final EventRecorder recorder = new EventRecorder(events::add);
    private final RoundCoordinator coordinator =
            new RoundCoordinator(EnsembleConfig.DEFAULT, Reference.ENSEMBLE, Legacy.NONE, recorder);
    private final MasterSession session = new MasterSession(SessionConfig.DEFAULT, () -> 5, recorder, START);

    /** The kernel stamps what comes in, and the process comes to read it when the round is closed already. */
    @Test
    void takesInAReadingThatHadComeBeforeTheRoundWasClosedAndWasReadAfterwards() {
        session.admit(9, "a", EPOCH, VotingRight.granted(), START);
        for (int round = 1; round <= ROUNDS; round++) {
            long t1 = START + round * SECOND;
            Reading reading = reading(t1, round);
            boolean late = round % 3 == 0;
            if (!late) {
                session.onMessage(reading, t1 + 200_000 + 1_000L * round);
            }
            close(round, t1 + 400_000);
            if (late) {
                session.onMessage(reading, t1 + 200_000 + 1_000L * round);
            }
        }

        Comparison comparison = new Comparison();
        Replay replay = new Replay(comparison);
        events.forEach(replay::take);

        assertThat(comparison.first()).isEmpty();
        assertThat(comparison.rounds()).isEqualTo(ROUNDS);
    }

    private Reading reading(long t1, int round) {
        Probe probe = session.startBurst(round, 1).orElseThrow();
        session.departed(t1);
        long slaves = t1 + AHEAD + round * GAIN + 100_000;
        ClockState clock = new ClockState(Mapping.IDENTITY, ClockStatus.UNSYNCHRONIZED, 0);
        return new Reading(9, round, probe.sequence(), probe.nonce(), slaves, slaves + 500, clock, Stamps.USER, null);
    }

    private void close(int round, long at) {
        session.conclude(coordinator.close(round, EPOCH, at, List.of(session.closeRound(at, 0)), Outside.NONE), true);
    }
}
