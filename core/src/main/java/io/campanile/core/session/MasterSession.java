package io.campanile.core.session;

import io.campanile.core.Exchange;
import io.campanile.core.discipline.Correction;
import io.campanile.core.ensemble.ClockReport;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.ensemble.Verdict;
import io.campanile.core.filter.Sample;
import io.campanile.core.message.Correct;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.Message.Welcome;
import io.campanile.core.message.Stamps;
import io.campanile.core.message.Standing;
import io.campanile.core.session.VotingRight.Withheld;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The master's end of one session: measures one slave and works out its corrections.
 *
 * <p>In each round the edge calls {@link #startBurst}, {@link #departed} after each probe, {@link #onMessage}, {@link #closeRound} and {@link
 * #conclude}. A returned {@link Goodbye} is to be sent, and the connection closed behind it. Nothing that a slave sends throws.
 *
 * <p>Not thread-safe: the connection's event loop owns it. Reads no clock.
 */
public final class MasterSession {

    /** How far the session has come. */
    public enum Phase {
        /** Connected; the slave has not said hello yet, or was not {@linkplain #admit admitted} yet. */
        AWAITING_HELLO,
        /** Probed and corrected, until either end says goodbye. */
        ACTIVE,
        /** Over. */
        CLOSED
    }

    private final SessionConfig config;
    private final LongSupplier nonces;
    private final SessionRecorder recorder;
    private final ObservedClock clock;
    private final Patience patience;
    private final ToldCorrections corrections = new ToldCorrections();
    private final ProbeWay way = new ProbeWay();
    private ProbePairing pairing = new ProbePairing(0, () -> 0, way);
    private Franchise franchise = new Franchise(VotingRight.withheld(Withheld.NOT_WANTED));
    private Phase phase = Phase.AWAITING_HELLO;
    private long session;
    private long epoch;
    private String name = "";
    private boolean echoes = true;
    private long joinedAt;
    private @Nullable ClockReport lastReport;

    /** A session that has just begun, at this local time. No slave can foretell its nonces; the recorder hears what enters it. */
    public MasterSession(SessionConfig config, LongSupplier nonces, SessionRecorder recorder, long nowNanos) {
        this.config = config;
        this.nonces = nonces;
        this.recorder = recorder;
        this.clock = new ObservedClock(config.filter(), recorder);
        this.patience = new Patience(config, nowNanos);
    }

    /** Looks at the first hello, or the same again: why it cannot be admitted; empty when the master may {@link #admit} it. */
    public Optional<Goodbye> refusal(Hello hello) {
        echoes = hello.echoes();
        return patience.hello(hello).map(no -> end(no.reason(), no.detail()));
    }

    /**
     * Lets the slave in, under a number that nobody can guess and its name, made unique.
     *
     * @param epoch in which this slave is spoken to: the term's, or a higher one
     * @param right whether its clock may vote
     */
    public Welcome admit(long session, String uniqueName, long epoch, VotingRight right, long nowNanos) {
        this.session = session;
        this.epoch = epoch;
        this.name = uniqueName;
        this.pairing = new ProbePairing(session, echoes ? nonces : () -> 0, way);
        this.franchise = new Franchise(right);
        this.joinedAt = nowNanos;
        patience.admitted(nowNanos);
        this.phase = Phase.ACTIVE;
        recorder.admitted(session, uniqueName, epoch, right.isHeld(), nowNanos);
        return new Welcome(session, uniqueName, epoch, config.roundNanos(), config.idleNanos());
    }

    /**
     * Starts probing for a round, or anew in the same one.
     *
     * @param probes how many probes; the next one goes when the reading of the last is in
     * @return the first probe, to be sent by its {@link #way}, as all others; empty unless the slave was admitted
     */
    public Optional<Probe> startBurst(long round, int probes) {
        if (phase != Phase.ACTIVE) {
            return Optional.empty();
        }
        pairing.startBurst(round, probes);
        return Optional.of(pairing.nextProbe(franchise, corrections.takeUntold()));
    }

    /** The last probe was written; t1 is the master's local time just before. */
    public void departed(long t1Nanos) {
        pairing.departed(t1Nanos);
        patience.probed();
    }

    /** The kernel has stamped a probe as it left; this may come late, or never. Then what {@link #departed} told counts. */
    public void left(long sequence, long t1Nanos) {
        pairing.left(sequence, t1Nanos);
    }

    /**
     * Takes in any message but the first hello.
     *
     * @param t4Nanos the master's local time as it came in
     * @return what to send: the burst's next probe, or a goodbye
     */
    public Optional<Message> onMessage(Message message, long t4Nanos) {
        if (message instanceof Goodbye said) {
            end(said.reason(), said.detail());
            return Optional.empty();
        }
        if (phase == Phase.ACTIVE && message instanceof Reading reading) {
            return onReading(reading, t4Nanos);
        }
        String when = phase == Phase.AWAITING_HELLO ? "before the hello" : "here";
        return Optional.of(end(GoodbyeReason.OUT_OF_PHASE, message.noun() + " has no place " + when));
    }

    private Optional<Message> onReading(Reading reading, long t4Nanos) {
        Exchange exchange = pairing.pair(reading, t4Nanos).orElse(null);
        if (exchange == null) {
            return patience.stray().map(flood -> end(GoodbyeReason.FLOOD, flood));
        }
        patience.answered(t4Nanos);
        Optional<String> objection = clock.add(exchange, reading, pairing.isByKernel(), way.isBurstByDatagrams());
        if (objection.isPresent()) {
            return Optional.of(end(GoodbyeReason.MALFORMED, objection.get()));
        }
        corrections.reported(reading.clock().mapping());
        return pairing.hasProbesLeft()
                ? Optional.of(pairing.nextProbe(franchise, corrections.takeUntold()))
                : Optional.empty();
    }

    /**
     * Closes the round, whether or not the slave answered. Only for an active session.
     *
     * @param disruptions how often the master's local clock was disrupted: what was measured against it before another one counts no more
     */
    public ClockReport closeRound(long nowNanos, long disruptions) {
        if (clock.isMeasuredBefore(disruptions)) {
            pairing.giveUp();
        }
        franchise.roundCloses();
        lastReport = clock.closeRound(session, name, franchise, joinedAt, pairing.takeLate(), corrections, nowNanos);
        return lastReport;
    }

    /**
     * Takes in the decision on the round last closed.
     *
     * @param immediate whether all corrections go out at once; otherwise the next round's first probe brings all but a session's first
     * @return the slave's correction, if it is corrected, and at once
     */
    public Optional<Correct> conclude(RoundResult result, boolean immediate) {
        corrections.dropUntold();
        Verdict verdict = result.verdict(session);
        if (verdict == null || lastReport == null || phase != Phase.ACTIVE) {
            return Optional.empty();
        }
        franchise.judged(verdict);
        Correction told = verdict.corrected() ? corrections.tell(result.inEpoch(epoch), lastReport, immediate) : null;
        recorder.concluded(session, result.number(), told);
        return Optional.ofNullable(corrections.isUntold() ? null : told).map(c -> new Correct(session, c));
    }

    /** A goodbye if the slave was silent for longer than it may. */
    public Optional<Goodbye> expire(long nowNanos) {
        Optional<String> missing = phase == Phase.CLOSED ? Optional.empty() : patience.complaint(nowNanos);
        return missing.map(what -> end(GoodbyeReason.IDLE, what));
    }

    /** Ends the session from this side. */
    public Goodbye end(GoodbyeReason reason, String detail) {
        if (phase == Phase.ACTIVE) {
            recorder.ended(session);
        }
        phase = Phase.CLOSED;
        return new Goodbye(session, reason, detail);
    }

    /** Which way its probes go; whoever sends them tells it when there is one for datagrams. */
    public ProbeWay way() {
        return way;
    }

    /** Where the slave stands since the last round. */
    public Standing standing() {
        return franchise.standing();
    }

    /** Whether the slave's clock may vote, and if not, why. */
    public VotingRight votingRight() {
        return franchise.right();
    }

    /** How far the session has come. */
    public Phase phase() {
        return phase;
    }

    /** The session's number; 0 before the hello. */
    public long session() {
        return session;
    }

    /** The slave's unique name; empty before the hello. */
    public String name() {
        return name;
    }

    /** What this session reported when the last round closed; empty before the first. */
    public Optional<ClockReport> lastReport() {
        return Optional.ofNullable(lastReport);
    }

    /** How long the last exchange was on its way; 0 before the first. */
    public long lastDelayNanos() {
        return clock.lastDelayNanos();
    }

    /** Who took the stamps of the last exchange that counts: the kernels of both ends, or programs. */
    public Stamps stamps() {
        return clock.stamps();
    }

    /** The exchanges that its estimate rests on, oldest first. */
    public List<Sample> samples() {
        return clock.samples();
    }

    /** The master's local time at which the slave was let in, or last answered a probe. */
    public long lastHeardAtNanos() {
        return patience.lastHeardAtNanos();
    }

    /** Whether the slave has ever answered a probe. */
    public boolean isProven() {
        return patience.isProven();
    }

    /** The last round in which the slave has answered its whole burst; 0 before the first. */
    public long answeredRound() {
        return pairing.answeredRound();
    }

    /** Readings that no probe had asked for, or that came after the next probe. */
    public long strayReadings() {
        return pairing.strayReadings();
    }
}
