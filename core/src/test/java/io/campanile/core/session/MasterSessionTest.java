package io.campanile.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Interval;
import io.campanile.core.Mapping;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Correction;
import io.campanile.core.ensemble.ClockReport;
import io.campanile.core.ensemble.Handover;
import io.campanile.core.ensemble.Outside;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.ensemble.Suffrage;
import io.campanile.core.message.Correct;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.Message.Welcome;
import io.campanile.core.message.RejectionReason;
import io.campanile.core.message.Standing;
import io.campanile.core.session.MasterSession.Phase;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MasterSessionTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_000 * SECOND;
    private static final long SESSION = 0xfeedL;
    private static final Hello HELLO = new Hello("a", 42, Message.PROTOCOL_VERSION, true, 0);
    private static final SessionConfig LIMITS = SessionConfig.DEFAULT;

    private static final RoundResult STEERED = Decisions.of(Mapping.IDENTITY, 0, SESSION, Decisions.CLEAN);

    private final MasterSession session = new MasterSession(LIMITS, () -> 0, SessionRecorder.NONE, START);

    @Test
    void welcomesWithWhatTheSlaveHasToKnow() {
        assertThat(session.refusal(HELLO)).isEmpty();

        Welcome welcome = session.admit(SESSION, "a-2", 9, VotingRight.granted(), START);

        assertThat(welcome).isEqualTo(new Welcome(SESSION, "a-2", 9, SECOND, 10 * SECOND));
        assertThat(session.phase()).isEqualTo(Phase.ACTIVE);
        assertThat(session.session()).isEqualTo(SESSION);
        assertThat(session.name()).isEqualTo("a-2");
    }

    @Test
    void carriesOneRoundFromTheFirstProbeToTheCorrection() {
        admit();
        Probe probe = session.startBurst(7, 3).orElseThrow();
        assertThat(probe).isEqualTo(new Probe(SESSION, 7, 1, 0, Standing.JOINING, null));
        session.departed(START);

        // The slave is 5 s ahead; 100 µs each way.
        Message second = session.onMessage(reading(1, START + 5 * SECOND + 100_000), START + 200_000)
                .orElseThrow();
        assertThat(second).isEqualTo(new Probe(SESSION, 7, 2, 0, Standing.JOINING, null));

        ClockReport report = session.closeRound(START + SECOND, 0);
        assertThat(report.isUsable()).isTrue();
        assertThat(report.measured().offsetNanos()).isEqualTo(5 * SECOND);
        assertThat(report.joinedAtNanos()).isEqualTo(START);
        assertThat(report.name()).isEqualTo("a");

        Correct correction = session.conclude(
                        Decisions.of(new Mapping(1, START, SECOND, 0), 0, SESSION, Decisions.CLEAN), true)
                .orElseThrow();
        assertThat(correction.session()).isEqualTo(SESSION);
        assertThat(correction.correction().round()).isEqualTo(7);
        assertThat(correction.correction().epoch()).isEqualTo(3);
        assertThat(correction.correction().baseVersion()).isZero();
        assertThat(correction.correction().offsetNanos()).isEqualTo(-4 * SECOND);
    }

    @Test
    void correctsASlaveOfALargeClusterAtOnceThatHasNotBeenCorrectedYet() {
        measureInRound(6);
        assertThat(session.conclude(STEERED, false)).isPresent();
        assertThat(session.startBurst(7, 1).orElseThrow().correction()).isNull();
    }

    @Test
    void nextRoundsFirstProbeBringsTheCorrectionOfALargeCluster() {
        measureInRound(7);
        session.conclude(STEERED, true);
        assertThat(session.conclude(STEERED, false)).isEmpty();

        Correction correction = session.startBurst(8, 2).orElseThrow().correction();
        assertThat(correction).isNotNull().extracting(Correction::round).isEqualTo(7L);
        session.departed(START + SECOND);
        Message second =
                session.onMessage(reading(2, START + SECOND), START + SECOND).orElseThrow();
        assertThat(((Probe) second).correction()).isNull();
    }

    @Test
    void newerDecisionReplacesACorrectionThatWasNotSent() {
        measureInRound(7);
        session.conclude(STEERED, true);
        session.conclude(STEERED, false);
        session.conclude(Decisions.of(Mapping.IDENTITY, 0, SESSION, Decisions.SILENT), false);
        assertThat(session.startBurst(8, 1).orElseThrow().correction()).isNull();
    }

    /** Of an earlier time hardly anything is known: what the slave was told is no place for a liar to hide. */
    @Test
    void whatIsNotKnownOfAnEarlierTimeDoesNotWidenTheVote() {
        measureInRound(7);
        Handover handover = new Handover(START + SECOND, Interval.around(0, 5 * SECOND), 0, 0, START + 600 * SECOND);
        Correction told = session.conclude(
                        Decisions.of(Mapping.IDENTITY, 0, Outside.NONE, handover, SESSION, Decisions.CLEAN), true)
                .orElseThrow()
                .correction();
        assertThat(told.errorNanos()).isGreaterThanOrEqualTo(5 * SECOND);

        Mapping obeyed = Mapping.IDENTITY.corrected(told.atNanos(), told.offsetNanos(), told.ratePpb());
        session.startBurst(8, 1);
        session.departed(START + 2 * SECOND);
        ClockState state = new ClockState(obeyed, ClockStatus.SYNCHRONIZED, 3);
        long t2 = START + 2 * SECOND + 100_000;
        session.onMessage(new Reading(SESSION, 8, 2, 0, t2, t2, state), START + 2 * SECOND + 200_000);
        ClockReport report = session.closeRound(START + 3 * SECOND, 0);
        assertThat(report.statedErrorNanos()).isBetween(100_000L, 10_000_000L);
        assertThat(report.claim().contains(SECOND)).isFalse();
    }

    private void measureInRound(long round) {
        admit();
        session.startBurst(round, 1);
        session.departed(START);
        session.onMessage(reading(1, START + 100_000), START + 200_000);
        session.closeRound(START + SECOND, 0);
    }

    @Test
    void correctsTheMappingThatTheLastReadingTold() {
        admit();
        session.startBurst(1, 3);
        session.departed(START);
        ClockState applied = new ClockState(new Mapping(12, START, -SECOND, 0), ClockStatus.SYNCHRONIZED, 3);
        session.onMessage(new Reading(SESSION, 1, 1, 0, START, START, applied), START);
        session.closeRound(START + SECOND, 0);

        Correct correction = session.conclude(Decisions.of(Mapping.IDENTITY, 0, SESSION, Decisions.CLEAN), true)
                .orElseThrow();

        assertThat(correction.correction().baseVersion()).isEqualTo(12);
        assertThat(correction.correction().offsetNanos()).isEqualTo(SECOND);
    }

    @Test
    void probesAsOftenInARoundAsTheBurstSays() {
        admit();
        Optional<Message> next = Optional.of(session.startBurst(1, 3).orElseThrow());
        int probes = 0;
        while (next.isPresent()) {
            probes++;
            session.departed(START);
            next = session.onMessage(reading(((Probe) next.get()).sequence(), START), START);
        }

        assertThat(probes).isEqualTo(3);
        assertThat(session.startBurst(2, 3)).map(Probe::sequence).contains(4L);
    }

    @Test
    void probesNobodyWhoWasNotLetIn() {
        assertThat(session.startBurst(1, 3)).isEmpty();

        admit();
        session.end(GoodbyeReason.SHUTDOWN, "");

        assertThat(session.startBurst(2, 3)).isEmpty();
    }

    @Test
    void reportsASlaveThatDidNotAnswerAsUnheard() {
        admit();
        session.startBurst(1, 3);
        session.departed(START);
        session.onMessage(reading(1, START), START);
        assertThat(session.closeRound(START + SECOND, 0).heard()).isTrue();

        session.startBurst(2, 3);
        session.departed(START + SECOND);

        ClockReport report = session.closeRound(START + 2 * SECOND, 0);
        assertThat(report.heard()).isFalse();
        assertThat(report.estimate()).as("what was known before").isNotNull();
    }

    @Test
    void reportsASlaveThatAnswersAnEarlierProbeAsLateInThatRoundAlone() {
        admit();
        session.startBurst(1, 1);
        session.departed(START);
        assertThat(session.closeRound(START + SECOND, 0).late()).isFalse();

        session.startBurst(2, 1);
        session.departed(START + SECOND);
        session.onMessage(reading(1, START), START + SECOND);
        ClockReport report = session.closeRound(START + 2 * SECOND, 0);
        assertThat(report.late()).isTrue();
        assertThat(report.heard()).isFalse();

        session.startBurst(3, 1);
        session.departed(START + 2 * SECOND);
        session.onMessage(reading(9, START), START + 2 * SECOND);
        assertThat(session.closeRound(START + 3 * SECOND, 0).late())
                .as("no probe had this number")
                .isFalse();
    }

    @Test
    void reportsAJumpOnceAndOnlyInItsRound() {
        admit();
        exchange(1, 0, START);
        assertThat(session.closeRound(START + SECOND, 0).jump()).isNull();

        exchange(2, 2 * SECOND, START + SECOND);
        ClockReport jumped = session.closeRound(START + 2 * SECOND, 0);
        assertThat(jumped.jump()).isNotNull();
        assertThat(jumped.isUsable()).isFalse();

        exchange(3, 2 * SECOND, START + 2 * SECOND);
        assertThat(session.closeRound(START + 3 * SECOND, 0).jump()).isNull();
    }

    @Test
    void concludesNothingForASessionThatTheRoundDidNotJudge() {
        admit();
        exchange(1, 0, START);
        session.closeRound(START + SECOND, 0);

        assertThat(session.conclude(Decisions.of(Mapping.IDENTITY, 0, SESSION + 1, Decisions.CLEAN), true))
                .isEmpty();
        assertThat(session.standing()).isEqualTo(Standing.JOINING);
    }

    @Test
    void concludesNothingForASlaveThatJoinedAfterTheRoundWasClosed() {
        admit();

        assertThat(session.conclude(Decisions.of(Mapping.IDENTITY, 0, SESSION, Decisions.CLEAN), true))
                .isEmpty();
        assertThat(session.standing()).isEqualTo(Standing.JOINING);
    }

    @Test
    void tellsTheReasonOfARejectionInTheNextProbe() {
        measureInRound(7);
        session.conclude(rejected(true, RejectionReason.OUTSIDE_MAJORITY), true);

        Probe probe = session.startBurst(8, 4).orElseThrow();

        assertThat(session.standing()).isEqualTo(Standing.REJECTED);
        assertThat(probe.standing()).isEqualTo(Standing.REJECTED);
        assertThat(probe.rejection()).isEqualTo(RejectionReason.OUTSIDE_MAJORITY);
    }

    @Test
    void correctsARejectedSlaveOnlyIfTheVerdictSaysSo() {
        measureInRound(7);

        assertThat(session.conclude(rejected(true, RejectionReason.OUTSIDE_MAJORITY), true))
                .isPresent();
        assertThat(session.conclude(rejected(false, RejectionReason.BEYOND_PANIC), true))
                .isEmpty();
    }

    private static RoundResult rejected(boolean corrected, RejectionReason reason) {
        return Decisions.of(Mapping.IDENTITY, 0, SESSION, Decisions.rejected(corrected, Suffrage.KEPT, reason));
    }

    @Test
    void reportsASlaveThatHasEarnedItsVoteAsAnElector() {
        Mapping obeyed = earnTheVote();
        readingIn(9, obeyed);
        assertThat(session.closeRound(START + 9 * SECOND, 0).elector()).isTrue();
        assertThat(session.standing()).isEqualTo(Standing.MEMBER);
    }

    /** Four such slaves had cluster time moved by an hour and a half. */
    @Test
    void aMappingThatThisSessionDidNotMakeDoesNotVote() {
        Mapping obeyed = earnTheVote();
        readingIn(
                9,
                new Mapping(
                        obeyed.version(),
                        obeyed.anchorNanos(),
                        obeyed.offsetNanos() + 5_400 * SECOND,
                        obeyed.ratePpb()));
        assertThat(session.closeRound(START + 9 * SECOND, 0).elector()).isFalse();
        assertThat(session.standing()).isEqualTo(Standing.MEMBER);
    }

    /** What the slave applies after so many clean rounds. */
    private Mapping earnTheVote() {
        admit();
        exchange(1, 0, START);
        Correction told = null;
        for (int round = 1; round <= VotingRight.PROBATION_ROUNDS; round++) {
            assertThat(session.closeRound(START + round * SECOND, 0).elector()).isFalse();
            told = session.conclude(STEERED, true).orElseThrow().correction();
        }
        Objects.requireNonNull(told);
        return Mapping.IDENTITY.corrected(told.atNanos(), told.offsetNanos(), told.ratePpb());
    }

    private void readingIn(long round, Mapping mapping) {
        long now = START + round * SECOND - SECOND / 2;
        Probe probe = session.startBurst(round, 1).orElseThrow();
        session.departed(now);
        ClockState state = new ClockState(mapping, ClockStatus.SYNCHRONIZED, 3);
        long t2 = now + 100_000;
        session.onMessage(new Reading(SESSION, round, probe.sequence(), probe.nonce(), t2, t2, state), now + 200_000);
    }

    @Test
    void speaksToASlaveInItsOwnEpoch() {
        session.admit(SESSION, "a", 12, VotingRight.granted(), START);
        exchange(1, 0, START);
        session.closeRound(START + SECOND, 0);
        assertThat(session.conclude(STEERED, true).orElseThrow().correction().epoch())
                .isEqualTo(12);
    }

    @Test
    void sendsNoCorrectionBehindAGoodbye() {
        admit();
        exchange(1, 0, START);
        session.closeRound(START + SECOND, 0);
        session.end(GoodbyeReason.SHUTDOWN, "");

        assertThat(session.conclude(Decisions.of(Mapping.IDENTITY, 0, SESSION, Decisions.CLEAN), true))
                .isEmpty();
    }

    @Test
    void refusesAnotherProtocolVersionAndSaysBoth() {
        Goodbye goodbye = session.refusal(new Hello("a", 42, 99, true, 0)).orElseThrow();

        assertThat(goodbye.reason()).isEqualTo(GoodbyeReason.VERSION_MISMATCH);
        assertThat(goodbye.detail()).contains("version 1 ", " 99:", "same release");
        assertThat(session.phase()).isEqualTo(Phase.CLOSED);
    }

    @Test
    void endsWhenTheStampsOfAReadingCannotBe() {
        admit();
        session.startBurst(1, 4);
        session.departed(START);

        assertGoodbye(
                session.onMessage(
                        new Reading(SESSION, 1, 1, 0, START, START + 20_000, ClockState.INITIAL), START + 10_000),
                GoodbyeReason.MALFORMED,
                "its stamps cannot be");
        assertThat(session.phase()).isEqualTo(Phase.CLOSED);
    }

    @Test
    void isNotKeptAliveByReadingsThatNobodyAskedFor() {
        admit();
        exchange(1, 0, START);
        for (int second = 1; second <= 10; second++) {
            session.onMessage(reading(1, START), START + second * SECOND);
        }
        assertThat(session.strayReadings()).isEqualTo(10);
        assertThat(session.expire(START + 10 * SECOND + 1)).isPresent();
    }

    @Test
    void endsWhenReadingsFlood() {
        admit();
        Optional<Message> answer = Optional.empty();
        int readings = 0;
        for (; answer.isEmpty() && readings < 1000; readings++) {
            answer = session.onMessage(reading(99, START), START);
        }
        assertThat(((Goodbye) answer.orElseThrow()).reason()).isEqualTo(GoodbyeReason.FLOOD);
        assertThat(readings).isLessThan(100);
        assertThat(session.phase()).isEqualTo(Phase.CLOSED);
    }

    @Test
    void endsWhenHellosFlood() {
        for (int i = 0; i < 20; i++) {
            assertThat(session.refusal(HELLO)).isEmpty();
        }
        assertThat(session.refusal(HELLO).orElseThrow().reason()).isEqualTo(GoodbyeReason.FLOOD);
    }

    @Test
    void takesASecondHelloAmongTheMessagesForOutOfPhase() {
        admit();

        assertGoodbye(session.onMessage(HELLO, START), GoodbyeReason.OUT_OF_PHASE, "hello");
    }

    @Test
    void refusesAReadingBeforeTheHello() {
        assertGoodbye(
                session.onMessage(reading(1, START), START), GoodbyeReason.OUT_OF_PHASE, "reading", "before the hello");
        assertThat(session.phase()).isEqualTo(Phase.CLOSED);
    }

    @Test
    void refusesAMessageThatOnlyAMasterSends() {
        admit();

        assertGoodbye(
                session.onMessage(new Probe(SESSION, 1, 1, 0, Standing.MEMBER, null), START),
                GoodbyeReason.OUT_OF_PHASE,
                "probe");
    }

    @Test
    void closesOnAGoodbyeAndAnswersNothing() {
        admit();

        assertThat(session.onMessage(new Goodbye(SESSION, GoodbyeReason.SHUTDOWN, ""), START))
                .isEmpty();
        assertThat(session.phase()).isEqualTo(Phase.CLOSED);
    }

    @Test
    void givesUpAPeerThatDoesNotSayHello() {
        assertThat(session.expire(START + 5 * SECOND)).isEmpty();

        Goodbye goodbye = session.expire(START + 5 * SECOND + 1).orElseThrow();

        assertThat(goodbye).isEqualTo(new Goodbye(0, GoodbyeReason.IDLE, "no hello for 5 s"));
    }

    @Test
    void givesUpASlaveThatIsSilentForLongerThanTheIdleTime() {
        admit();
        exchange(1, 0, START + 4 * SECOND);
        assertThat(session.lastHeardAtNanos()).isEqualTo(START + 4 * SECOND);
        assertThat(session.expire(START + 14 * SECOND)).isEmpty();

        Goodbye goodbye = session.expire(START + 14 * SECOND + 1).orElseThrow();

        assertThat(goodbye)
                .isEqualTo(new Goodbye(SESSION, GoodbyeReason.IDLE, "no reading that answers a probe for 10 s"));
        assertThat(session.expire(START + 100 * SECOND)).as("once is enough").isEmpty();
    }

    private void admit() {
        session.admit(SESSION, "a", 3, VotingRight.granted(), START);
    }

    /** A whole burst of exchanges without delay, the slave being this far ahead. */
    private void exchange(long round, long ahead, long at) {
        Optional<Message> next = Optional.of(session.startBurst(round, 3).orElseThrow());
        while (next.isPresent()) {
            session.departed(at);
            next = session.onMessage(reading(((Probe) next.get()).sequence(), at + ahead), at);
        }
    }

    private static Reading reading(long sequence, long t) {
        return new Reading(SESSION, 7, sequence, 0, t, t, ClockState.INITIAL);
    }

    private static void assertGoodbye(Optional<Message> answer, GoodbyeReason reason, String... words) {
        assertThat(answer).containsInstanceOf(Goodbye.class);
        Goodbye goodbye = (Goodbye) answer.orElseThrow();
        assertThat(goodbye.reason()).isEqualTo(reason);
        assertThat(goodbye.detail()).contains(words);
    }
}
