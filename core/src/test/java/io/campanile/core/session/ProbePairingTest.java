package io.campanile.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Exchange;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.RejectionReason;
import io.campanile.core.message.Standing;
import org.junit.jupiter.api.Test;

/** A reading counts only with the probe that it answers. */
class ProbePairingTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_000 * SECOND;
    private static final long SESSION = 0xfeedL;

    private long nonce;
    private final ProbePairing pairing = new ProbePairing(SESSION, () -> nonce, new ProbeWay());

    @Test
    void numbersTheProbesOfAllBurstsInOneSequence() {
        pairing.startBurst(7, 2);
        assertThat(next()).isEqualTo(new Probe(SESSION, 7, 1, 0, Standing.REJECTED, RejectionReason.SILENT));
        assertThat(pairing.hasProbesLeft()).isTrue();
        assertThat(next().sequence()).isEqualTo(2);
        assertThat(pairing.hasProbesLeft()).isFalse();

        pairing.startBurst(8, 1);

        assertThat(next()).isEqualTo(new Probe(SESSION, 8, 3, 0, Standing.REJECTED, RejectionReason.SILENT));
    }

    @Test
    void countsNoReadingThatWasMadeBeforeTheProbeHadCome() {
        nonce = 77;
        probe();

        assertStray(new Reading(SESSION, 1, 1, 76, START, START, ClockState.INITIAL));
        assertStray(new Reading(SESSION, 1, 1, 0, START, START, ClockState.INITIAL));
        assertThat(pairing.pair(new Reading(SESSION, 1, 1, 77, 20, 30, ClockState.INITIAL), START + 5))
                .isPresent();
    }

    @Test
    void makesAnExchangeOfAProbeAndItsReading() {
        probe();

        assertThat(pairing.pair(new Reading(SESSION, 1, 1, 0, 20, 30, ClockState.INITIAL), START + 5))
                .contains(new Exchange(START, 20, 30, START + 5));
        assertThat(pairing.strayReadings()).isZero();
    }

    @Test
    void dropsAReadingThatNoProbeAskedFor() {
        assertStray(reading(1));
    }

    @Test
    void dropsAReadingThatForesawItsProbe() {
        pairing.startBurst(1, 4);
        next();

        // Not departed yet: nobody can have read it.
        assertStray(reading(1));
    }

    @Test
    void dropsARepeatedReading() {
        probe();
        pairing.pair(reading(1), START);
        next();
        pairing.departed(START + 2);

        assertStray(reading(1));
    }

    @Test
    void dropsTheRepeatOfABurstsLastReading() {
        pairing.startBurst(1, 4);
        for (int sequence = 1; sequence <= 4; sequence++) {
            next();
            pairing.departed(START);
            assertThat(pairing.pair(reading(sequence), START)).isPresent();
        }

        assertStray(reading(4));
    }

    @Test
    void neverPairsALateReadingWithTheNextRoundsProbe() {
        probe();
        pairing.startBurst(2, 4);
        next();
        pairing.departed(START + SECOND);

        // Paired with the second probe, this would look like a clock a second behind.
        assertStray(reading(1));

        assertThat(pairing.pair(reading(2), START + SECOND)).map(Exchange::t1).contains(START + SECOND);
    }

    @Test
    void dropsAReadingOfAnotherSession() {
        probe();

        assertStray(new Reading(SESSION + 1, 1, 1, 0, START, START, ClockState.INITIAL));
    }

    @Test
    void dropsAReadingOfAProbeYetToCome() {
        probe();

        assertStray(reading(2));
    }

    @Test
    void stillTakesTheRightReadingAfterAStrayOne() {
        probe();
        assertStray(reading(99));

        assertThat(pairing.pair(reading(1), START)).isPresent();
    }

    @Test
    void theKernelsStampOfAProbeCountsInsteadOfTheProgramsOwn() {
        probe();
        pairing.left(1, START + 3);
        assertThat(pairing.isByKernel()).isTrue();

        assertThat(pairing.pair(reading(1), START + 5)).contains(new Exchange(START + 3, START, START, START + 5));
    }

    @Test
    void aStampOfAnotherProbeOrAnEarlierOneCountsForNothing() {
        probe();
        pairing.left(2, START + 3);
        pairing.left(1, START - 1);
        assertThat(pairing.isByKernel()).isFalse();

        assertThat(pairing.pair(reading(1), START + 5)).contains(new Exchange(START, START, START, START + 5));
    }

    @Test
    void aStampThatComesAfterTheReadingIsTooLate() {
        probe();
        pairing.pair(reading(1), START + 5);
        pairing.left(1, START + 3);
        next();
        pairing.departed(START + 10);

        assertThat(pairing.isByKernel()).isFalse();
        assertThat(pairing.pair(reading(2), START + 15)).contains(new Exchange(START + 10, START, START, START + 15));
    }

    private void probe() {
        pairing.startBurst(1, 4);
        next();
        pairing.departed(START);
    }

    private Probe next() {
        return pairing.nextProbe(silent(), null);
    }

    private void assertStray(Reading reading) {
        long before = pairing.strayReadings();
        assertThat(pairing.pair(reading, START + 5)).isEmpty();
        assertThat(pairing.strayReadings()).isEqualTo(before + 1);
    }

    private static Reading reading(long sequence) {
        return new Reading(SESSION, 1, sequence, 0, START, START, ClockState.INITIAL);
    }

    /** A slave that the last round did not hear. */
    private static Franchise silent() {
        Franchise slave = new Franchise(VotingRight.granted());
        slave.judged(Decisions.SILENT);
        return slave;
    }

    @Test
    void noReadingCountsOnceItsProbeWasGivenUp() {
        pairing.startBurst(7, 2);
        Probe probe = next();
        pairing.departed(START);

        pairing.giveUp();

        assertStray(new Reading(SESSION, 1, probe.sequence(), 0, START, START, ClockState.INITIAL));
        assertThat(pairing.hasProbesLeft()).isFalse();
    }
}
