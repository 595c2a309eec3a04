package io.campanile.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Mapping;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.CorrectedClock;
import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.Decision;
import io.campanile.core.discipline.Decision.Refusal;
import io.campanile.core.discipline.Decision.Refused;
import io.campanile.core.inquiry.Scrutiny;
import io.campanile.core.message.Answer;
import io.campanile.core.message.Correct;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Redirect;
import io.campanile.core.message.Message.Welcome;
import io.campanile.core.message.RejectionReason;
import io.campanile.core.message.Reply;
import io.campanile.core.message.Standing;
import io.campanile.core.session.SlaveSession.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SlaveSessionTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_000 * SECOND;
    private static final long SESSION = 0xfeedL;
    private static final Hello HELLO = new Hello("a", 42, Message.PROTOCOL_VERSION, true, 6);
    private static final Welcome WELCOME = new Welcome(SESSION, "a-2", 6, SECOND, 20 * SECOND);
    private static final Correction CORRECTION = new Correction(6, 1, 3, START, 5, 0, 1, 1, 1, 1);

    private final RecordingClock clock = new RecordingClock();
    private final SlaveSession session = new SlaveSession(HELLO, clock, Scrutiny.none(), START);

    /** Applies nothing and remembers everything. */
    private static final class RecordingClock implements CorrectedClock {

        final List<Correction> corrections = new ArrayList<>();
        int rejections;
        Refusal refusal = Refusal.FAR_FROM_NOW;
        ClockState state = new ClockState(new Mapping(3, START, 77, 8), ClockStatus.HOLDOVER, 6);

        @Override
        public ClockState state(long localNanos) {
            return state;
        }

        @Override
        public Decision correct(Correction correction) {
            corrections.add(correction);
            return new Refused(refusal);
        }

        @Override
        public void reject() {
            rejections++;
        }

        @Override
        public void forgetEpochsAbove(long epoch) {
            throw new AssertionError("nobody was contradicted");
        }
    }

    @Test
    void turnsAwayAMasterWhoseEpochNobodyCouldEverOutrank() {
        Goodbye goodbye =
                goodbye(session.onMessage(new Welcome(SESSION, "a", Long.MAX_VALUE, SECOND, 20 * SECOND), START));
        assertThat(goodbye.reason()).isEqualTo(GoodbyeReason.DISTRUSTED);
        assertThat(goodbye.detail()).contains("epoch " + Long.MAX_VALUE, "too far ahead");
        assertThat(session.isDistrusted()).isTrue();
    }

    @Test
    void leavesAMasterWhoseCorrectionIsBeyondItsLimits() {
        session.onMessage(WELCOME, START);
        clock.refusal = Refusal.BEYOND_PANIC;
        Goodbye goodbye = goodbye(session.onMessage(new Correct(SESSION, CORRECTION), START));
        assertThat(goodbye.reason()).isEqualTo(GoodbyeReason.DISTRUSTED);
        assertThat(goodbye.detail()).contains("+0.000000 s", "panic limit", "restart the slave or raise its limit");
        assertThat(session.isDistrusted()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = GoodbyeReason.class,
            names = {"FULL", "NOT_ALLOWED", "STALE_MASTER", "VERSION_MISMATCH", "MALFORMED", "FLOOD"})
    void knowsAMasterThatWouldRefuseItAgain(GoodbyeReason reason) {
        session.onMessage(new Goodbye(0, reason, ""), START);
        assertThat(session.isRefused()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = GoodbyeReason.class,
            names = {"SHUTDOWN", "IDLE", "SUPERSEDED"})
    void maybeIsLetInTheNextTimeByAMasterThatOnlyEnds(GoodbyeReason reason) {
        session.onMessage(new Goodbye(0, reason, ""), START);
        assertThat(session.isRefused()).isFalse();
    }

    @Test
    void wasNotRefusedWhereItWasWelcomed() {
        session.onMessage(WELCOME, START);
        assertThat(session.isRefused()).isFalse();
        session.onMessage(new Goodbye(SESSION, GoodbyeReason.NOT_ALLOWED, ""), START);
        assertThat(session.isRefused()).isFalse();
    }

    @Test
    void waitsForNoMasterForEverWhateverThatWants() {
        session.onMessage(new Welcome(SESSION, "a", 6, SECOND, 1L << 62), START);
        assertThat(session.patientUntilNanos()).isEqualTo(START + 60 * SECOND);
        var slow = new SlaveSession(HELLO, clock, Scrutiny.none(), START);
        slow.onMessage(new Welcome(SESSION, "a", 6, 60 * SECOND, 1L << 62), START);
        assertThat(slow.patientUntilNanos()).isEqualTo(START + 600 * SECOND);
    }

    @Test
    void greetsFirst() {
        assertThat(session.phase()).isEqualTo(Phase.GREETING);
        assertThat(session.hello()).isEqualTo(HELLO);
    }

    @Test
    void isActiveOnceWelcomed() {
        assertThat(session.onMessage(WELCOME, START)).isEmpty();

        assertThat(session.phase()).isEqualTo(Phase.ACTIVE);
        assertThat(session.welcome()).contains(WELCOME);
        assertThat(session.standing()).isEqualTo(Standing.JOINING);
    }

    @Test
    void turnsAwayAMasterOfAnOlderEpoch() {
        Goodbye goodbye = goodbye(session.onMessage(new Welcome(SESSION, "a", 5, SECOND, 20 * SECOND), START));

        assertThat(goodbye.reason()).isEqualTo(GoodbyeReason.STALE_MASTER);
        assertThat(goodbye.detail()).contains("epoch 6", "epoch 5");
        assertThat(session.phase()).isEqualTo(Phase.CLOSED);
        assertThat(session.welcome()).isEmpty();
    }

    @Test
    void answersAProbeWithItsLocalTimeAndWhatItsClockApplies() {
        session.onMessage(WELCOME, START);

        Answer answer = (Answer)
                session.onMessage(new Probe(SESSION, 4, 9, 0, Standing.REJECTED, RejectionReason.SILENT), START + 123)
                        .orElseThrow();

        assertThat(answer).isEqualTo(new Answer(SESSION, 4, 9, 0, START + 123, clock.state));
        assertThat(session.standing()).isEqualTo(Standing.REJECTED);
        assertThat(session.rejection()).contains(RejectionReason.SILENT);
    }

    @Test
    void forgetsARejectionThatIsOver() {
        session.onMessage(WELCOME, START);
        session.onMessage(new Probe(SESSION, 4, 9, 0, Standing.REJECTED, RejectionReason.SILENT), START);
        session.onMessage(new Probe(SESSION, 5, 10, 0, Standing.MEMBER, null), START);

        assertThat(session.standing()).isEqualTo(Standing.MEMBER);
        assertThat(session.rejection()).isEmpty();
    }

    @Test
    void handsACorrectionToTheClockAndAnswersNothing() {
        session.onMessage(WELCOME, START);
        assertThat(session.lastDecision()).isEmpty();

        assertThat(session.onMessage(new Correct(SESSION, CORRECTION), START)).isEmpty();

        assertThat(clock.corrections).containsExactly(CORRECTION);
        assertThat(session.lastDecision()).contains(new Refused(Refusal.FAR_FROM_NOW));
        assertThat(session.phase()).as("a refusal is no reason to leave").isEqualTo(Phase.ACTIVE);
    }

    @Test
    void obeysTheCorrectionThatAProbeBringsBeforeItAnswers() {
        session.onMessage(WELCOME, START);

        Reply answer = session.onMessage(
                        new Probe(SESSION, 4, 9, 0, Standing.MEMBER, null).correcting(CORRECTION), START)
                .orElseThrow();

        assertThat(clock.corrections).containsExactly(CORRECTION);
        assertThat(answer).isInstanceOf(Answer.class);
        assertThat(session.lastDecision()).contains(new Refused(Refusal.FAR_FROM_NOW));
    }

    @Test
    void obeysNobodyBeforeTheWelcome() {
        Goodbye goodbye = goodbye(session.onMessage(new Correct(SESSION, CORRECTION), START));

        assertThat(goodbye.reason()).isEqualTo(GoodbyeReason.OUT_OF_PHASE);
        assertThat(clock.corrections).isEmpty();
    }

    @Test
    void obeysNoCorrectionOfAnotherSession() {
        session.onMessage(WELCOME, START);

        Goodbye goodbye = goodbye(session.onMessage(new Correct(SESSION + 1, CORRECTION), START));

        assertThat(goodbye.reason()).isEqualTo(GoodbyeReason.OUT_OF_PHASE);
        assertThat(goodbye.detail()).contains("correction", "000000000000feee");
        assertThat(goodbye.session()).isEqualTo(SESSION);
        assertThat(clock.corrections).isEmpty();
    }

    @Test
    void answersNoProbeOfAnotherSession() {
        session.onMessage(WELCOME, START);

        assertThat(session.onMessage(new Probe(0, 1, 1, 0, Standing.MEMBER, null), START))
                .containsInstanceOf(Goodbye.class);
    }

    @Test
    void refusesASecondWelcome() {
        session.onMessage(WELCOME, START);

        assertThat(goodbye(session.onMessage(WELCOME, START)).reason()).isEqualTo(GoodbyeReason.OUT_OF_PHASE);
    }

    @Test
    void endsWithTheRedirectThatItWasGiven() {
        Redirect redirect = new Redirect(0, "leader", 4242, 7);

        assertThat(session.onMessage(redirect, START)).isEmpty();

        assertThat(session.phase()).isEqualTo(Phase.CLOSED);
        assertThat(session.ending()).contains(redirect);
    }

    @Test
    void endsWithTheGoodbyeThatItWasGiven() {
        session.onMessage(WELCOME, START);
        Goodbye full = new Goodbye(SESSION, GoodbyeReason.FULL, "no room");

        assertThat(session.onMessage(full, START)).isEmpty();

        assertThat(session.phase()).isEqualTo(Phase.CLOSED);
        assertThat(session.ending()).contains(full);
    }

    @Test
    void remembersWhyItEndedTheSessionItself() {
        Goodbye goodbye = session.end(GoodbyeReason.SHUTDOWN, "bye");

        assertThat(session.ending()).contains(goodbye);
    }

    @Test
    void leavesAMasterThatProbesWithoutEnd() {
        session.onMessage(WELCOME, START);
        Optional<Reply> reply = Optional.empty();
        int answered = 0;
        for (; answered < 100_000 && session.phase() == Phase.ACTIVE; answered++) {
            // 72,000 a second.
            long now = START + answered * SECOND / 72_000;
            reply = session.onMessage(new Probe(SESSION, 1, answered, 0, Standing.MEMBER, null), now);
        }
        assertThat(goodbye(reply).reason()).isEqualTo(GoodbyeReason.FLOOD);
        assertThat(answered).isLessThan(300);
    }

    @Test
    void answersTheLongestBurstsOfTheShortestRounds() {
        session.onMessage(new Welcome(SESSION, "a", 6, SECOND / 100, 10 * SECOND), START);
        for (int round = 0; round < 1000; round++) {
            for (int probe = 0; probe < 16; probe++) {
                long now = START + round * SECOND / 100;
                assertThat(session.onMessage(new Probe(SESSION, round, probe, 0, Standing.MEMBER, null), now)
                                .orElseThrow())
                        .isInstanceOf(Answer.class);
            }
        }
    }

    @Test
    void givesUpAMasterThatDoesNotWelcomeIt() {
        assertThat(session.expire(START + 10 * SECOND)).isEmpty();

        assertThat(session.expire(START + 10 * SECOND + 1))
                .contains(new Goodbye(0, GoodbyeReason.IDLE, "nothing from the master for 10 s"));
        assertThat(session.phase()).isEqualTo(Phase.CLOSED);
    }

    @Test
    void givesUpASilentMasterAfterTheIdleTimeThatTheMasterNamed() {
        session.onMessage(WELCOME, START);
        session.onMessage(new Probe(SESSION, 1, 1, 0, Standing.MEMBER, null), START + 5 * SECOND);
        assertThat(session.expire(START + 25 * SECOND)).isEmpty();

        assertThat(session.expire(START + 25 * SECOND + 1))
                .contains(new Goodbye(SESSION, GoodbyeReason.IDLE, "nothing from the master for 20 s"));
        assertThat(session.expire(START + 99 * SECOND)).as("once is enough").isEmpty();
    }

    @Test
    void countsAMasterAsQuietThatIsSilentForLongerThanARound() {
        assertThat(session.quietFromNanos()).as("not before the welcome").isEqualTo(Long.MAX_VALUE);

        session.onMessage(WELCOME, START);

        assertThat(session.quietFromNanos()).isEqualTo(START + WELCOME.roundNanos() / 5 * 6);
        session.onMessage(new Probe(SESSION, 1, 1, 0, Standing.MEMBER, null), START + SECOND);
        assertThat(session.quietFromNanos()).isEqualTo(START + SECOND + WELCOME.roundNanos() / 5 * 6);
    }

    private Probe probe(long round, long sequence) {
        return new Probe(SESSION, round, sequence, 0, Standing.MEMBER, null);
    }

    private Correct correct(long round) {
        return new Correct(SESSION, new Correction(6, round, 3, START, 5, 0, 1, 1, 1, 1));
    }

    @Test
    void countsAMasterAsQuietThatIsLateByAFifthOfARound() {
        long fifth = WELCOME.roundNanos() / 5;
        session.onMessage(WELCOME, START);
        session.onMessage(probe(1, 1), START + SECOND / 10);
        session.onMessage(correct(1), START + 9 * SECOND / 10);
        session.onMessage(probe(2, 2), START + 11 * SECOND / 10);

        assertThat(session.quietFromNanos())
                .as("the correction comes 0.8 s after the probe")
                .isEqualTo(START + 19 * SECOND / 10 + fifth);
        session.onMessage(correct(2), START + 19 * SECOND / 10);
        assertThat(session.quietFromNanos())
                .as("and the next probe 0.2 s later")
                .isEqualTo(START + 19 * SECOND / 10 + SECOND / 5 + fifth);
    }

    @Test
    void waitsForAWholeRoundAgainWhenNoCorrectionsComeByThemselvesAnyMore() {
        session.onMessage(WELCOME, START);
        session.onMessage(probe(1, 1), START);
        session.onMessage(correct(1), START + SECOND / 2);
        session.onMessage(probe(2, 2), START + SECOND);
        session.onMessage(probe(3, 3), START + 2 * SECOND);

        assertThat(session.quietFromNanos()).isEqualTo(START + 2 * SECOND + WELCOME.roundNanos() / 5 * 6);
    }

    @Test
    void countsNoMasterAsQuietBeforeAQuarterOfASecond() {
        session.onMessage(new Welcome(SESSION, "a", 6, SECOND / 100, 10 * SECOND), START);

        assertThat(session.quietFromNanos()).isEqualTo(START + SECOND / 4);
    }

    private static Goodbye goodbye(Optional<Reply> answer) {
        assertThat(answer).containsInstanceOf(Goodbye.class);
        return (Goodbye) answer.orElseThrow();
    }

    @Test
    void hasItsClockRejectedWhenTheMasterSaysByHowMuchItIsWrong() {
        session.onMessage(WELCOME, START);
        session.onMessage(rejected(null), START);
        assertThat(clock.rejections).as("left out, for all that is known").isZero();

        Answer answer = (Answer) session.onMessage(rejected(-7 * SECOND), START).orElseThrow();

        assertThat(answer.sequence()).isEqualTo(9);
        assertThat(clock.rejections).isOne();
        assertThat(session.wrongByNanos()).hasValue(-7 * SECOND);
        session.onMessage(new Probe(SESSION, 5, 10, 0, Standing.MEMBER, null), START);
        assertThat(session.wrongByNanos()).isEmpty();
    }

    private static Probe rejected(@Nullable Long wrongBy) {
        return new Probe(SESSION, 4, 9, 0, Standing.REJECTED, RejectionReason.INCONSISTENT, null, wrongBy);
    }

    @Test
    void followsAMasterOfTodayThoughItsMachineStartedIn1970AndWasSetLater() {
        long today = 1_796_000_000L * SECOND;
        clock.state = new ClockState(new Mapping(1, 0, today, 0), ClockStatus.UNSYNCHRONIZED, 0);

        session.onMessage(new Welcome(SESSION, "a", today / 1_000_000, SECOND, 20 * SECOND), START);

        assertThat(session.phase()).isEqualTo(Phase.ACTIVE);
    }
}
