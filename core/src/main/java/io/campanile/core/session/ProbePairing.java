package io.campanile.core.session;

import io.campanile.core.Exchange;
import io.campanile.core.discipline.Correction;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Reading;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the probes of one session and pairs the readings with them. One probe is on its way at a time. A reading counts
 * once, and only with the probe that it answers: paired with another one it would look like a wrong clock. It shows by the
 * probe's nonce that it was made after the probe had come.
 *
 * <p>Not thread-safe: its {@link MasterSession} owns it.
 */
final class ProbePairing {

    private final long session;
    private final LongSupplier nonces;
    private final ProbeWay way;
    private long round;
    private long sequence;
    private long nonce;
    private long t1;
    private boolean byKernel;
    private boolean onItsWay;

    /** The last datagram that was not the last probe. */
    private long earlier;

    private long earlierNonce;
    private int probesLeft;
    private long answeredRound;
    private long strayReadings;
    private boolean late;

    /**
     * No probe has been sent in this session yet.
     *
     * @param nonces numbers that nobody can foretell
     * @param way is told of each probe and whether it was answered
     */
    ProbePairing(long session, LongSupplier nonces, ProbeWay way) {
        this.session = session;
        this.nonces = nonces;
        this.way = way;
    }

    /**
     * Starts a burst. A probe that is still on its way is given up with the next {@link #nextProbe}.
     *
     * @param probes how many probes it is to have
     */
    void startBurst(long round, int probes) {
        this.round = round;
        this.probesLeft = way.startBurst(probes);
    }

    /** Whether the burst has another probe to send. */
    boolean hasProbesLeft() {
        return probesLeft > 0;
    }

    /** The next probe of the burst. No reading counts until it has {@linkplain #departed departed}. */
    Probe nextProbe(Franchise slave, @Nullable Correction correction) {
        if (way.isByDatagram()) {
            earlier = sequence;
            earlierNonce = nonce;
        }
        sequence++;
        nonce = nonces.getAsLong();
        probesLeft--;
        onItsWay = false;
        way.next(probesLeft == 0);
        return new Probe(
                session, round, sequence, nonce, slave.standing(), slave.rejection(), correction, slave.wrongByNanos());
    }

    /** No reading counts until the next probe. */
    void giveUp() {
        onItsWay = false;
        probesLeft = 0;
    }

    /** The last probe went out at this time of the master's local clock. */
    void departed(long t1Nanos) {
        t1 = t1Nanos;
        byKernel = false;
        onItsWay = true;
    }

    /**
     * A probe had gone out at this time, as the kernel has stamped it: later than it seemed, never earlier. It counts as long as no
     * reading has answered the probe.
     */
    void left(long probe, long t1Nanos) {
        if (onItsWay && probe == sequence && t1Nanos > t1) {
            t1 = t1Nanos;
            byKernel = true;
        }
    }

    /** Whether the kernel has stamped the last probe as it left. */
    boolean isByKernel() {
        return byKernel;
    }

    /**
     * Pairs a reading with the probe that is on its way.
     *
     * @param t4Nanos the master's local time as the reading came in
     * @return empty if it is stray: it answers another probe, or none, or a probe of another session, or was made before the
     *     probe had come
     */
    Optional<Exchange> pair(Reading reading, long t4Nanos) {
        if (!onItsWay || !answersTheProbe(reading)) {
            if (reading.sequence() == earlier && reading.nonce() == earlierNonce && reading.session() == session) {
                way.late();
            }
            strayReadings++;
            late |= answersAnEarlierProbe(reading);
            return Optional.empty();
        }
        onItsWay = false;
        answeredRound = probesLeft == 0 ? round : answeredRound;
        way.answered();
        return Optional.of(new Exchange(t1, reading.t2(), reading.t3(), t4Nanos));
    }

    private boolean answersTheProbe(Reading reading) {
        return reading.sequence() == sequence && reading.nonce() == nonce && reading.session() == session;
    }

    /** Whether the present probe has taken the place of the one that it answers, as far as the slave says so. */
    private boolean answersAnEarlierProbe(Reading reading) {
        return reading.session() == session && reading.sequence() > 0 && reading.sequence() < sequence;
    }

    /** Whether an answer to an earlier probe has come since this was asked last. */
    boolean takeLate() {
        boolean taken = late;
        late = false;
        return taken;
    }

    /** The last round whose burst was answered to its end; 0 before the first. */
    long answeredRound() {
        return answeredRound;
    }

    /** How many readings were stray. */
    long strayReadings() {
        return strayReadings;
    }
}
