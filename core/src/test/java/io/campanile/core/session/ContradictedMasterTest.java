package io.campanile.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.inquiry.Hearing;
import io.campanile.core.inquiry.Panel;
import io.campanile.core.inquiry.Precedent;
import io.campanile.core.inquiry.Scrutiny;
import io.campanile.core.message.Answer;
import io.campanile.core.message.Correct;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Welcome;
import io.campanile.core.message.Reply;
import io.campanile.core.message.Standing;
import io.campanile.core.message.Testimony;
import io.campanile.core.session.SlaveSession.Phase;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A slave's session whose slave has other masters to ask: what is held, what is obeyed, and when the master is left. */
class ContradictedMasterTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000;
    private static final long START = 1_000 * SECOND;
    private static final long SESSION = 5;
    private static final long EPOCH = 9;

    /** Of the honest masters. */
    private static final long LOWER_EPOCH = 4;

    /** Cluster − local, as the honest masters say. */
    private static final long OFFSET = 3 * SECOND;

    private static final long ERROR = MILLI;
    private static final long PERIOD = 300 * SECOND;

    private final TestClock clock = new TestClock(DisciplineLimits.DEFAULT, START);
    private final Precedent precedent = new Precedent();
    private SlaveSession session = welcomed(new Panel(3, 2, PERIOD));
    private long round;

    private SlaveSession welcomed(Panel panel) {
        Hello hello = new Hello("a", 42, Message.PROTOCOL_VERSION, true, 0);
        SlaveSession fresh = new SlaveSession(hello, clock, new Scrutiny(panel, precedent), clock.localNanos);
        fresh.onMessage(new Welcome(SESSION, "a", EPOCH, SECOND, 20 * SECOND), clock.localNanos);
        return fresh;
    }

    /** The master wants the clock to be this far ahead of the local one. */
    private Optional<Reply> correctTo(long offset) {
        long now = clock.localNanos;
        long by = offset - state().mapping().offsetAt(now);
        Correction correction = new Correction(
                EPOCH, ++round, state().mapping().version(), now, by, 0, ERROR, 100, 60 * SECOND, 600 * SECOND);
        return session.onMessage(new Correct(SESSION, correction), now);
    }

    private ClockState state() {
        return clock.state(clock.localNanos);
    }

    private void pass(long nanos) {
        clock.localNanos += nanos;
    }

    private Hearing inquiry() {
        return session.inquiry().orElseThrow();
    }

    /** Both others say what time it is. */
    private void testify(Hearing hearing, long offset) {
        for (int i = 0; i < 2; i++) {
            long asked = clock.localNanos;
            pass(MILLI);
            hearing.testified(
                    new Testimony(clock.localNanos + offset, ERROR, LOWER_EPOCH + i), asked, clock.localNanos);
        }
    }

    /** The first correction was obeyed when the others had been heard. */
    private void begin() {
        correctTo(OFFSET);
        testify(inquiry(), OFFSET);
        session.settle(clock.localNanos);
        assertThat(state().status()).isEqualTo(ClockStatus.SYNCHRONIZED);
    }

    private static void assertDistrusted(Optional<Goodbye> goodbye) {
        assertThat(goodbye.map(Goodbye::reason)).contains(GoodbyeReason.DISTRUSTED);
    }

    @Test
    void theFirstCorrectionWaitsUntilTheOthersWereAskedAndIsObeyedThen() {
        assertThat(session.inquiry())
                .as("before there is anything to ask about")
                .isEmpty();

        assertThat(correctTo(OFFSET)).isEmpty();

        assertThat(state().mapping().version()).isZero();
        assertThat(session.lastDecision()).isEmpty();
        Hearing hearing = inquiry();
        assertThat(hearing.others()).isEqualTo(2);
        assertThat(session.inquiry()).as("each inquiry once").isEmpty();
        testify(hearing, OFFSET);
        assertThat(session.settle(clock.localNanos)).isEmpty();
        assertThat(state().mapping().offsetNanos()).isEqualTo(OFFSET);
        assertThat(session.lastDecision()).isPresent();
    }

    @Test
    void aMasterThatTheOthersContradictIsLeftBeforeItHasMovedTheClock() {
        correctTo(OFFSET + 60 * SECOND);
        testify(inquiry(), OFFSET);

        Optional<Goodbye> goodbye = session.settle(clock.localNanos);

        assertDistrusted(goodbye);
        assertThat(goodbye.orElseThrow().detail()).startsWith("2 of the 3 masters");
        assertThat(session.isDistrusted()).isTrue();
        assertThat(session.phase()).isEqualTo(Phase.CLOSED);
        assertThat(state()).isEqualTo(ClockState.INITIAL);
    }

    @Test
    void aProbeIsAnsweredWhileItsCorrectionWaits() {
        Correction correction = new Correction(EPOCH, 1, 0, START, OFFSET, 0, ERROR, 100, SECOND, SECOND);
        Probe probe = new Probe(SESSION, 2, 1, 7, Standing.MEMBER, null).correcting(correction);

        Reply reply = session.onMessage(probe, START).orElseThrow();

        assertThat(((Answer) reply).departing(START).clock().mapping().version())
                .isZero();
    }

    @Test
    void aLaterCorrectionTakesThePlaceOfOneThatWaits() {
        correctTo(OFFSET + 60 * SECOND);
        Hearing hearing = inquiry();
        pass(MILLI);
        correctTo(OFFSET);
        testify(hearing, OFFSET);
        assertThat(session.settle(clock.localNanos)).isEmpty();
        assertThat(state().mapping().offsetNanos()).isEqualTo(OFFSET);
        assertThat(session.inquiry()).isEmpty();
    }

    @Test
    void whereNobodyAnswersTheMasterIsObeyedAllTheSameAndTheyAreAskedAgainSoon() {
        correctTo(OFFSET);
        inquiry();
        pass(Hearing.PATIENCE_NANOS / 2);
        assertThat(session.settle(clock.localNanos)).isEmpty();
        assertThat(state().mapping().version()).isZero();

        pass(Hearing.PATIENCE_NANOS);
        session.settle(clock.localNanos);

        assertThat(state().mapping().offsetNanos()).isEqualTo(OFFSET);
        pass(5 * SECOND);
        correctTo(OFFSET);
        inquiry();
        pass(Hearing.PATIENCE_NANOS + 1);
        session.settle(clock.localNanos);
        pass(5 * SECOND);
        correctTo(OFFSET);
        assertThat(session.inquiry()).as("more and more seldom").isEmpty();
        pass(5 * SECOND);
        correctTo(OFFSET);
        testify(inquiry(), OFFSET + 60 * SECOND);
        assertDistrusted(session.settle(clock.localNanos));
    }

    /** All slaves of a cluster follow it within a second: that alone is no reason to ask. */
    @Test
    void theNextMasterIsObeyedAtOnceWithinTheClocksOwnBoundUntilTheOthersAreDue() {
        begin();
        pass(PERIOD / 2);
        session = welcomed(new Panel(3, 2, PERIOD));
        correctTo(OFFSET + MILLI);
        assertThat(session.inquiry()).isEmpty();
        assertThat(state().mapping().offsetNanos()).isEqualTo(OFFSET + MILLI);

        pass(PERIOD / 2);
        correctTo(OFFSET + MILLI);
        testify(inquiry(), OFFSET + 60 * SECOND);
        assertDistrusted(session.settle(clock.localNanos));
    }

    @Test
    void theOthersAreAskedAboutTheNextMasterIfItLeavesTheClocksOwnBound() {
        begin();
        session = welcomed(new Panel(3, 2, PERIOD));
        correctTo(OFFSET + 60 * SECOND);
        testify(inquiry(), OFFSET);
        assertDistrusted(session.settle(clock.localNanos));
        assertThat(state().mapping().offsetNanos()).isEqualTo(OFFSET);
    }

    @Test
    void theOthersAreAskedAboutTheNextMasterIfTheClockHasMissedTime() {
        begin();
        clock.discipline.disrupted(1);
        session = welcomed(new Panel(3, 2, PERIOD));
        correctTo(OFFSET);
        inquiry();
    }

    /** It cannot be what leads the clock away. */
    @Test
    void nobodyIsAskedAboutTheClockAsItIsBeforeTheMasterHasCorrectedIt() {
        begin();
        pass(PERIOD);
        session = welcomed(new Panel(3, 2, PERIOD));
        session.onMessage(probe(), clock.localNanos);
        assertThat(session.inquiry()).isEmpty();

        Correction stale = new Correction(
                EPOCH, ++round, state().mapping().version() - 1, clock.localNanos, 0, 0, ERROR, 100, SECOND, SECOND);
        session.onMessage(new Correct(SESSION, stale), clock.localNanos);
        session.onMessage(probe(), clock.localNanos);
        assertThat(session.inquiry()).as("the clock has refused it").isEmpty();
    }

    private static Probe probe() {
        return new Probe(SESSION, 2, 1, 7, Standing.MEMBER, null);
    }

    @Test
    void withTwoMastersInTheListNobodyIsAsked() {
        session = welcomed(new Panel(2, 1, PERIOD));
        correctTo(OFFSET + 60 * SECOND);
        assertThat(session.inquiry()).isEmpty();
        session.onMessage(probe(), clock.localNanos);
        assertThat(session.inquiry()).as("about the clock as it is").isEmpty();
        assertThat(state().mapping().offsetNanos()).isEqualTo(OFFSET + 60 * SECOND);
    }

    @Test
    void whatIsWithinTheClocksOwnBoundIsObeyedAtOnce() {
        begin();
        pass(SECOND);
        correctTo(OFFSET + MILLI);
        assertThat(session.inquiry()).isEmpty();
        assertThat(state().mapping().offsetNanos()).isEqualTo(OFFSET + MILLI);
    }

    /** It was believed, and then turns: what it told before stays true. */
    @Test
    void aMasterThatMovesTheClockBeyondItsBoundIsLeftAndItsEpochForgotten() {
        begin();
        assertThat(state().epoch()).isEqualTo(EPOCH);
        pass(10 * SECOND);

        correctTo(OFFSET + 60 * SECOND);
        testify(inquiry(), OFFSET);

        assertDistrusted(session.settle(clock.localNanos));
        assertThat(state().mapping().offsetNanos()).isEqualTo(OFFSET);
        assertThat(state().status()).isEqualTo(ClockStatus.SYNCHRONIZED);
        assertThat(state().epoch()).isEqualTo(LOWER_EPOCH);
    }

    /** A second with an oscillator that may be wrong by 1000 ppm hides a millisecond, and what the masters do not know. */
    @Test
    void whoeverLeadsAClockAwayLittleByLittleIsFoundOutAsSoonAsNoOscillatorWouldDoThat() {
        begin();
        long ahead = 0;
        Optional<Hearing> hearing = Optional.empty();
        for (long passed = 0; hearing.isEmpty(); passed += SECOND) {
            assertThat(passed).isLessThan(10 * SECOND);
            pass(SECOND);
            ahead += 2 * MILLI;
            correctTo(OFFSET + ahead);
            hearing = session.inquiry();
        }
        testify(hearing.get(), OFFSET);

        assertDistrusted(session.settle(clock.localNanos));
        assertThat(state().status()).as("what it has told is void").isEqualTo(ClockStatus.UNSYNCHRONIZED);
        assertThat(state().isVoid()).isTrue();
        assertThat(state().epoch()).isEqualTo(LOWER_EPOCH);
    }

    @Test
    void whoeverLeadsAClockAwayAsSlowlyAsAnOscillatorDoesIsFoundOutNowAndThen() {
        begin();
        long offset = OFFSET;
        for (long passed = 0; passed < PERIOD; passed += SECOND) {
            assertThat(session.inquiry()).isEmpty();
            pass(SECOND);
            offset += MILLI;
            correctTo(offset);
        }
        testify(inquiry(), OFFSET);

        assertDistrusted(session.settle(clock.localNanos));
        assertThat(state().isVoid()).isTrue();
    }

    /** A rate of 5 %, a promise for ten minutes, and no correction any more. */
    @Test
    void whoeverLeadsAClockAwayByItsRateIsFoundOutByTheNextProbesWithoutACorrection() {
        begin();
        pass(SECOND);
        ClockState before = state();
        session.onMessage(
                new Correct(
                        SESSION,
                        new Correction(
                                EPOCH,
                                ++round,
                                before.mapping().version(),
                                clock.localNanos,
                                0,
                                40_000_000,
                                ERROR,
                                0,
                                600 * SECOND,
                                600 * SECOND)),
                clock.localNanos);
        assertThat(state().mapping().ratePpb()).isEqualTo(40_000_000);
        Optional<Hearing> hearing = Optional.empty();
        for (int i = 1; hearing.isEmpty(); i++) {
            assertThat(i).isLessThan(10);
            pass(SECOND);
            session.onMessage(new Probe(SESSION, i, i, 0, Standing.MEMBER, null), clock.localNanos);
            hearing = session.inquiry();
        }
        testify(hearing.get(), OFFSET);

        assertDistrusted(session.settle(clock.localNanos));
        assertThat(state().isVoid()).isTrue();
    }

    @Test
    void anHonestMasterIsAskedAboutNowAndThenAndKept() {
        begin();
        for (int i = 0; i < 3; i++) {
            pass(PERIOD);
            correctTo(OFFSET);
            testify(inquiry(), OFFSET);
            assertThat(session.settle(clock.localNanos)).isEmpty();
        }
        assertThat(session.phase()).isEqualTo(Phase.ACTIVE);
        assertThat(state().mapping().version()).isEqualTo(4);
    }

    /** Somebody who says each time that the clock is elsewhere costs the other masters no more than this. */
    @Test
    void nobodyHasTheOthersAskedMoreThanOnceInFiveSeconds() {
        begin();
        int inquiries = 0;
        for (int i = 1; i <= 200; i++) {
            pass(SECOND / 10);
            correctTo(OFFSET + i % 2 * 60L * SECOND);
            Optional<Hearing> next = session.inquiry();
            if (next.isPresent()) {
                inquiries++;
                next.get().silent();
                next.get().silent();
                session.settle(clock.localNanos);
            }
        }
        assertThat(inquiries).isBetween(1, 5);
    }

    /** The slave's machine slept meanwhile: what the others said was about the time before. */
    @Test
    void whatWasSaidBeforeTheLocalClockMissedTimeDoesNotCount() {
        begin();
        pass(PERIOD);
        correctTo(OFFSET);
        Hearing before = inquiry();
        testify(before, OFFSET);
        clock.discipline.disrupted(1);
        assertThat(session.settle(clock.localNanos)).isEmpty();

        correctTo(OFFSET + 60 * SECOND);
        Hearing after = inquiry();
        assertThat(after).isNotSameAs(before);
        testify(after, OFFSET + 60 * SECOND);
        assertThat(session.settle(clock.localNanos)).isEmpty();
        assertThat(state().mapping().offsetNanos()).isEqualTo(OFFSET + 60 * SECOND);
    }

    @Test
    void whatIsHeldIsNotObeyedOnceTheSessionIsOver() {
        correctTo(OFFSET);
        Hearing hearing = inquiry();
        session.end(GoodbyeReason.SHUTDOWN, "");
        testify(hearing, OFFSET);
        assertThat(session.settle(clock.localNanos)).isEmpty();
        assertThat(state().mapping().version()).isZero();
    }
}
