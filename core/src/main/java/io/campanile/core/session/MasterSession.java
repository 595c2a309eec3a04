package io.campanile.core.session;

import io.campanile.core.Exchange;
import io.campanile.core.Units;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.Correction;
import io.campanile.core.ensemble.ClockReport;
import io.campanile.core.ensemble.Rejection;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.ensemble.Suffrage;
import io.campanile.core.ensemble.Verdict;
import io.campanile.core.filter.ClockEstimate;
import io.campanile.core.filter.ClockFilter;
import io.campanile.core.filter.Jump;
import io.campanile.core.filter.Sample;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Correct;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.Message.Welcome;
import io.campanile.core.message.Standing;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The master's end of one conversation: measures one slave and works out its corrections.
 *
 * <pre>
 * AWAITING_HELLO ──admit──▶ ACTIVE ──goodbye, either way──▶ CLOSED
 * </pre>
 *
 * <p>In each round the edge calls {@link #startBurst}, {@link #departed} after each probe that it wrote, {@link #onMessage}
 * for what comes in, {@link #closeRound} at the deadline and {@link #conclude} with the decision. A returned {@link
 * Goodbye} is to be sent, and the connection closed behind it. Nothing that a slave sends throws.
 *
 * <p>Not thread-safe: the connection's event loop owns it. Reads no clock.
 */
public final class MasterSession {

    /** How long a peer may take to say hello: ten seconds. */
    public static final long HELLO_NANOS = 10_000_000_000L;

    /** Clean rounds in a row after which a joiner's clock votes. */
    public static final int PROBATION_ROUNDS = 8;

    /** Where the conversation is. */
    public enum Phase {
        /** Connected; not a word yet. */
        AWAITING_HELLO,
        /** Probed and corrected. */
        ACTIVE,
        /** Over. */
        CLOSED
    }

    private final SessionConfig limits;
    private final ClockFilter filter;
    private Phase phase = Phase.AWAITING_HELLO;
    private long session;
    private String name = "";
    private boolean votes;
    private long joinedAt;
    private long lastHeardAt;

    // The probe on its way, and the burst that it belongs to.
    private long round;
    private long sequence;
    private long t1;
    private boolean pending;
    private int probesLeft;
    private long strayReadings;
    private long lastDelay;

    // What this round brought.
    private boolean heard;
    private @Nullable Jump jump;
    private ClockState clock = ClockState.INITIAL;

    // What the slave is still to be told, what it was told last, and of what it applies the mapping. Where messages
    // overtake each other, it may obey the one and refuse the next.
    private @Nullable Correction untold;
    private @Nullable Told told;
    private @Nullable Told toldBefore;
    private @Nullable Told applied;

    // What the last rounds decided.
    private boolean elector;
    private int cleanRounds;
    private @Nullable ClockReport lastReport;
    private @Nullable Verdict lastVerdict;

    /**
     * What the slave was told.
     *
     * @param sent the correction
     * @param own the same with the error against the time that this master decided: without what is not known of an earlier
     *     one, within which a liar could hide
     */
    private record Told(Correction sent, Correction own) {}

    /**
     * A conversation that has just begun.
     *
     * @param nowNanos the master's local time
     */
    public MasterSession(SessionConfig limits, long nowNanos) {
        this.limits = limits;
        this.filter = new ClockFilter(limits.filter());
        this.lastHeardAt = nowNanos;
    }

    /** Looks at a hello: why it cannot be admitted, or empty when the master may {@link #admit} it. */
    public Optional<Goodbye> refusal(Hello hello) {
        if (phase != Phase.AWAITING_HELLO) {
            return Optional.of(end(GoodbyeReason.OUT_OF_PHASE, "a second hello in one session"));
        }
        if (hello.protocolVersion() != Message.PROTOCOL_VERSION) {
            String detail =
                    "this master speaks protocol version %d and the slave speaks %d: run the same release on both"
                            .formatted(Message.PROTOCOL_VERSION, hello.protocolVersion());
            return Optional.of(end(GoodbyeReason.VERSION_MISMATCH, detail));
        }
        return Optional.empty();
    }

    /**
     * Lets the slave in.
     *
     * @param session the session's number, unguessable
     * @param uniqueName the slave's name, made unique
     * @param epoch the master's epoch
     */
    public Welcome admit(Hello hello, long session, String uniqueName, long epoch, long nowNanos) {
        this.session = session;
        this.name = uniqueName;
        this.votes = hello.votes();
        this.joinedAt = nowNanos;
        this.lastHeardAt = nowNanos;
        this.phase = Phase.ACTIVE;
        return new Welcome(session, uniqueName, epoch, limits.roundNanos(), limits.idleNanos());
    }

    /**
     * Starts probing for a round.
     *
     * @param probes how many; the next one goes when the reading of the last is in
     * @return the first probe; empty unless the slave was admitted
     */
    public Optional<Probe> startBurst(long round, int probes) {
        if (phase != Phase.ACTIVE) {
            return Optional.empty();
        }
        this.round = round;
        this.probesLeft = probes;
        return Optional.of(nextProbe());
    }

    private Probe nextProbe() {
        sequence++;
        probesLeft--;
        pending = false;
        Rejection rejection = lastVerdict == null ? null : lastVerdict.rejection();
        Correction correction = untold;
        untold = null;
        return new Probe(
                session, round, sequence, standing(), rejection == null ? null : rejection.reason(), correction);
    }

    /**
     * The last probe was written.
     *
     * @param t1Nanos the master's local time just before
     */
    public void departed(long t1Nanos) {
        t1 = t1Nanos;
        pending = true;
    }

    /**
     * Takes in any message but the first hello.
     *
     * @param t4Nanos the master's local time as it came in
     * @return what to send: the burst's next probe, or a goodbye
     */
    public Optional<Message> onMessage(Message message, long t4Nanos) {
        if (message instanceof Goodbye) {
            phase = Phase.CLOSED;
            return Optional.empty();
        }
        if (phase == Phase.ACTIVE && message instanceof Reading reading) {
            lastHeardAt = t4Nanos;
            return onReading(reading, t4Nanos);
        }
        String detail = "a %s has no place %s"
                .formatted(message.noun(), phase == Phase.AWAITING_HELLO ? "before the hello" : "here");
        return Optional.of(end(GoodbyeReason.OUT_OF_PHASE, detail));
    }

    private Optional<Message> onReading(Reading reading, long t4) {
        if (!pending || reading.sequence() != sequence || reading.session() != session) {
            strayReadings++;
            return Optional.empty();
        }
        pending = false;
        Exchange exchange = new Exchange(t1, reading.t2(), reading.t3(), t4);
        if (!isPossible(exchange)) {
            String detail = "its stamps cannot be: t2 %d, t3 %d within a round trip of %d ns"
                    .formatted(reading.t2(), reading.t3(), t4 - t1);
            return Optional.of(end(GoodbyeReason.MALFORMED, detail));
        }
        lastDelay = exchange.delay();
        filter.add(exchange).ifPresent(j -> jump = j);
        clock = reading.clock();
        if (isMadeBy(told)) {
            applied = told;
            toldBefore = null;
        } else if (isMadeBy(toldBefore)) {
            applied = toldBefore;
        }
        heard = true;
        return probesLeft > 0 ? Optional.of(nextProbe()) : Optional.empty();
    }

    /**
     * Whether the stamps can come from two clocks that keep the drift limit. While a slave pauses between its stamps, its
     * drift can outgrow the network's delay.
     */
    private boolean isPossible(Exchange exchange) {
        long drift = Units.widening(limits.filter().maxDriftPpb(), exchange.t4() - exchange.t1());
        return exchange.t4() >= exchange.t1() && exchange.t3() >= exchange.t2() && exchange.delay() >= -drift;
    }

    /** Closes the round at its deadline, whether or not the slave answered. Only for an active session. */
    public ClockReport closeRound(long nowNanos) {
        ClockEstimate estimate = filter.estimate(nowNanos).orElse(null);
        ClockReport report = new ClockReport(
                session,
                name,
                votes,
                elector,
                cleanRounds,
                joinedAt,
                heard,
                jump,
                estimate,
                clock,
                statedErrorNanos(estimate));
        lastReport = report;
        heard = false;
        jump = null;
        return report;
    }

    /** How far its clock can be by now from the time that this master decided, by what the slave was told. */
    private long statedErrorNanos(@Nullable ClockEstimate estimate) {
        if (applied == null || estimate == null || !isMadeBy(applied)) {
            return 0;
        }
        long slaveLocal = estimate.atNanos() + estimate.offsetNanos();
        Correction own = applied.own();
        return own.errorNanos() + Units.widening(own.errorGrowthPpb(), Math.abs(slaveLocal - own.atNanos()));
    }

    /** Whether this correction made the mapping that the slave applies. */
    private boolean isMadeBy(@Nullable Told correction) {
        return correction != null
                && clock.mapping().version() == correction.sent().baseVersion() + 1
                && clock.mapping().anchorNanos() == correction.sent().atNanos();
    }

    /**
     * Takes in the decision on the round last closed.
     *
     * @param prompt whether the slave is to be corrected at once; otherwise the next round's first probe brings the
     *     correction
     * @return the slave's correction, if it is corrected, and at once
     */
    public Optional<Correct> conclude(RoundResult result, boolean prompt) {
        untold = null;
        Verdict verdict = result.verdict(session);
        if (verdict == null || lastReport == null || phase != Phase.ACTIVE) {
            return Optional.empty();
        }
        lastVerdict = verdict;
        cleanRounds = verdict.clean() ? cleanRounds + 1 : 0;
        if (verdict.suffrage() == Suffrage.REVOKED) {
            elector = false;
        } else if (verdict.suffrage() == Suffrage.GRANTED || cleanRounds >= PROBATION_ROUNDS) {
            elector = votes;
        }
        if (!verdict.corrected()) {
            return Optional.empty();
        }
        toldBefore = told;
        Correction correction = Corrections.of(result, lastReport.measured(), lastReport.clock());
        told = new Told(
                correction,
                result.handover() == null
                        ? correction
                        : Corrections.of(result.withoutHandover(), lastReport.measured(), lastReport.clock()));
        if (prompt) {
            return Optional.of(new Correct(session, correction));
        }
        untold = correction;
        return Optional.empty();
    }

    /** A goodbye if the slave was silent for longer than it may. */
    public Optional<Goodbye> expire(long nowNanos) {
        long patience = phase == Phase.AWAITING_HELLO ? HELLO_NANOS : limits.idleNanos();
        if (phase == Phase.CLOSED || nowNanos - lastHeardAt <= patience) {
            return Optional.empty();
        }
        String what = phase == Phase.AWAITING_HELLO ? "no hello" : "no reading";
        return Optional.of(end(GoodbyeReason.IDLE, "%s for %d s".formatted(what, patience / 1_000_000_000L)));
    }

    /** Ends the conversation from this side. */
    public Goodbye end(GoodbyeReason reason, String detail) {
        phase = Phase.CLOSED;
        return new Goodbye(session, reason, detail);
    }

    /** Where the slave stands since the last round. */
    public Standing standing() {
        if (lastVerdict == null) {
            return Standing.JOINING;
        }
        if (lastVerdict.rejection() != null) {
            return Standing.REJECTED;
        }
        if (!votes) {
            return Standing.OBSERVER;
        }
        return elector ? Standing.MEMBER : Standing.PROBATION;
    }

    /** Where the conversation is. */
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
        return lastDelay;
    }

    /** The exchanges that its estimate rests on, oldest first. */
    public List<Sample> samples() {
        return filter.samples();
    }

    /** The master's local time of the last message from the slave. */
    public long lastHeardAtNanos() {
        return lastHeardAt;
    }

    /** Readings that no probe had asked for, or that came after the next probe. */
    public long strayReadings() {
        return strayReadings;
    }
}
