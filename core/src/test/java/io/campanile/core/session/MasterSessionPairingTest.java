package io.campanile.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.discipline.ClockState;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.session.MasterSession.Phase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reading counts only with the probe that it answers. */
class MasterSessionPairingTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_000 * SECOND;
    private static final long SESSION = 0xfeedL;

    private final MasterSession session = new MasterSession(SessionConfig.DEFAULT, START);

    @BeforeEach
    void admit() {
        session.admit(new Hello("a", 42, Message.PROTOCOL_VERSION, true, 0), SESSION, "a", 3, START);
    }

    @Test
    void dropsAReadingThatNoProbeAskedFor() {
        assertDropped(reading(1, 0));
    }

    @Test
    void dropsAReadingThatForesawItsProbe() {
        session.startBurst(1, 4);

        // Not departed yet: nobody can have read it.
        assertDropped(reading(1, 0));
    }

    @Test
    void dropsARepeatedReading() {
        probe(1);
        session.onMessage(reading(1, 0), START + 1);
        session.departed(START + 2);

        assertDropped(reading(1, 0));
    }

    @Test
    void dropsTheRepeatOfABurstsLastReading() {
        session.startBurst(1, 4);
        for (int sequence = 1; sequence <= 4; sequence++) {
            session.departed(START);
            session.onMessage(reading(sequence, 0), START);
        }

        assertDropped(reading(4, 0));
    }

    @Test
    void neverPairsALateReadingWithTheNextRoundsProbe() {
        probe(1);
        session.closeRound(START + SECOND);
        session.startBurst(2, 4);
        session.departed(START + SECOND);

        // Paired with the second probe, this would look like a clock a second behind.
        assertDropped(reading(1, 0));

        session.onMessage(reading(2, SECOND), START + SECOND);
        assertThat(session.closeRound(START + 2 * SECOND).measured().offsetNanos())
                .isZero();
    }

    @Test
    void dropsAReadingOfAnotherSession() {
        probe(1);

        assertDropped(new Reading(SESSION + 1, 1, 1, START, START, ClockState.INITIAL));
    }

    @Test
    void dropsAReadingOfAProbeYetToCome() {
        probe(1);

        assertDropped(reading(2, 0));
    }

    @Test
    void stillTakesTheRightReadingAfterAStrayOne() {
        probe(1);
        assertDropped(reading(99, 0));

        assertThat(session.onMessage(reading(1, 0), START)).isPresent();
        assertThat(session.closeRound(START + SECOND).heard()).isTrue();
    }

    @Test
    void countsStrayReadingsAsSignsOfLife() {
        session.onMessage(reading(1, 0), START + 9 * SECOND);

        assertThat(session.expire(START + 19 * SECOND)).isEmpty();
    }

    @Test
    void refusesStampsThatTookLongerThanTheRoundTrip() {
        assertImpossible(START, START + 20_000, 10_000);
    }

    @Test
    void refusesAClockThatRanBackwards() {
        assertImpossible(START + 1, START, 10_000);
    }

    @Test
    void forgivesTheDriftOfAnHonestClockDuringAPause() {
        // The slave paused for 100 ms between its stamps and runs 50 ppm fast: 5 µs more than the master saw pass,
        // on a network of 3 µs.
        probe(1);

        session.onMessage(
                new Reading(SESSION, 1, 1, START, START + 100_005_000, ClockState.INITIAL), START + 100_003_000);

        assertThat(session.phase()).isEqualTo(Phase.ACTIVE);
        assertThat(session.closeRound(START + SECOND).measured().bounds().contains(0))
                .isTrue();
    }

    private void assertImpossible(long t2, long t3, long roundTrip) {
        probe(1);

        Message answer = session.onMessage(new Reading(SESSION, 1, 1, t2, t3, ClockState.INITIAL), START + roundTrip)
                .orElseThrow();

        assertThat(answer).isInstanceOf(Goodbye.class);
        assertThat(((Goodbye) answer).reason()).isEqualTo(GoodbyeReason.MALFORMED);
        assertThat(((Goodbye) answer).detail()).contains("t2 " + t2, "t3 " + t3, roundTrip + " ns");
        assertThat(session.phase()).isEqualTo(Phase.CLOSED);
    }

    private void probe(long round) {
        session.startBurst(round, 4);
        session.departed(START);
    }

    private void assertDropped(Reading reading) {
        long before = session.strayReadings();
        assertThat(session.onMessage(reading, START + 5)).isEmpty();
        assertThat(session.strayReadings()).isEqualTo(before + 1);
    }

    private static Reading reading(long sequence, long later) {
        return new Reading(SESSION, 1, sequence, START + later, START + later, ClockState.INITIAL);
    }
}
