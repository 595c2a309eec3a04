package io.campanile.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Mapping;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.ensemble.Suffrage;
import io.campanile.core.ensemble.Verdict;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Correct;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.RejectionReason;
import io.campanile.core.message.Standing;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a slave earns its vote and loses it. */
class MasterSessionStandingTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long SESSION = 5;

    private long now = 1_000 * SECOND;
    private MasterSession session = admitted(true);

    @Test
    void votesAfterEightCleanRounds() {
        assertThat(session.standing()).isEqualTo(Standing.JOINING);
        for (int i = 1; i <= 7; i++) {
            round(Decisions.CLEAN);
            assertThat(session.standing()).as("after clean round " + i).isEqualTo(Standing.PROBATION);
        }

        round(Decisions.CLEAN);

        assertThat(session.standing()).isEqualTo(Standing.MEMBER);
        assertThat(session.closeRound(now).elector()).isTrue();
    }

    @Test
    void startsItsProbationAnewAfterARejection() {
        rounds(7, Decisions.CLEAN);
        round(Decisions.SILENT);
        assertThat(session.standing()).isEqualTo(Standing.REJECTED);

        rounds(7, Decisions.CLEAN);
        assertThat(session.standing()).isEqualTo(Standing.PROBATION);

        round(Decisions.CLEAN);
        assertThat(session.standing()).isEqualTo(Standing.MEMBER);
    }

    @Test
    void votesAtOnceWhenItTookPartInTheColdStart() {
        round(Decisions.FOUNDER);

        assertThat(session.standing()).isEqualTo(Standing.MEMBER);
    }

    @Test
    void losesItsVoteWhenItsClockJumped() {
        round(Decisions.FOUNDER);
        round(Decisions.JUMPED);
        assertThat(session.standing()).isEqualTo(Standing.REJECTED);

        round(Decisions.CLEAN);
        assertThat(session.standing()).isEqualTo(Standing.PROBATION);
    }

    @Test
    void keepsItsVoteWhenItWasOnlySilent() {
        round(Decisions.FOUNDER);
        round(Decisions.SILENT);
        round(Decisions.CLEAN);

        assertThat(session.standing()).isEqualTo(Standing.MEMBER);
    }

    @Test
    void neverVotesAsAnObserver() {
        session = admitted(false);
        rounds(20, Decisions.CLEAN);
        assertThat(session.standing()).isEqualTo(Standing.OBSERVER);

        round(Decisions.FOUNDER);
        assertThat(session.standing()).isEqualTo(Standing.OBSERVER);
        assertThat(session.closeRound(now).elector()).isFalse();
    }

    @Test
    void tellsTheReasonOfARejectionInTheNextProbe() {
        round(Decisions.rejected(true, Suffrage.KEPT, RejectionReason.OUTSIDE_MAJORITY));

        Probe probe = session.startBurst(2, 4).orElseThrow();

        assertThat(probe.standing()).isEqualTo(Standing.REJECTED);
        assertThat(probe.rejection()).isEqualTo(RejectionReason.OUTSIDE_MAJORITY);
    }

    @Test
    void correctsARejectedSlaveOnlyIfTheVerdictSaysSo() {
        assertThat(round(Decisions.rejected(true, Suffrage.KEPT, RejectionReason.OUTSIDE_MAJORITY)))
                .isPresent();
        assertThat(round(Decisions.rejected(false, Suffrage.KEPT, RejectionReason.BEYOND_PANIC)))
                .isEmpty();
    }

    private void rounds(int count, Verdict verdict) {
        for (int i = 0; i < count; i++) {
            round(verdict);
        }
    }

    private Optional<Correct> round(Verdict verdict) {
        Probe probe = session.startBurst(1, 4).orElseThrow();
        session.departed(now);
        session.onMessage(new Reading(SESSION, 1, probe.sequence(), now, now, ClockState.INITIAL), now);
        session.closeRound(now);
        now += SECOND;
        return session.conclude(Decisions.of(Mapping.IDENTITY, 0, SESSION, verdict), true);
    }

    private MasterSession admitted(boolean votes) {
        MasterSession fresh = new MasterSession(SessionConfig.DEFAULT, now);
        fresh.admit(new Hello("a", 42, Message.PROTOCOL_VERSION, votes, 0), SESSION, "a", 3, now);
        return fresh;
    }
}
