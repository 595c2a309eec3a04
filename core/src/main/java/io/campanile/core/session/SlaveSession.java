package io.campanile.core.session;

import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.CorrectedClock;
import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.Decision;
import io.campanile.core.inquiry.Hearing;
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
import io.campanile.core.session.Compliance.Objection;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The slave's end of one session: answers probes and hands corrections to the clock, which outlives it.
 *
 * <pre>
 * GREETING ──welcome──▶ ACTIVE ──goodbye or redirect──▶ CLOSED
 * </pre>
 *
 * <p>A returned {@link Goodbye} is to be sent, and the connection closed behind it. Nothing that a master sends throws.
 *
 * <p>Not thread-safe: the connection's event loop owns it. Reads no clock.
 */
public final class SlaveSession {

    /** How long a master may take to answer the hello: ten seconds. */
    public static final long WELCOME_NANOS = 10_000_000_000L;

    /** A master that counts as quiet was silent for this long at least: even a good network has pauses. */
    private static final long LEAST_QUIET_NANOS = 250_000_000;

    /** How far the session has come. */
    public enum Phase {
        /** The hello was sent, or is about to be. */
        GREETING,
        /** Welcomed. */
        ACTIVE,
        /** Over. */
        CLOSED
    }

    private final Hello hello;
    private final CorrectedClock clock;
    private final Compliance compliance;
    private Phase phase = Phase.GREETING;
    private final Cadence cadence = new Cadence();
    private final Forbearance forbearance = new Forbearance();
    private long lastHeardAt;
    private @Nullable Welcome welcome;
    private @Nullable Message ending;
    private Standing standing = Standing.JOINING;
    private @Nullable RejectionReason rejection;
    private @Nullable Long wrongBy;
    private boolean distrusted;

    /**
     * A session that has just begun.
     *
     * @param hello what to greet with
     * @param clock what to correct
     * @param scrutiny which corrections are obeyed at once; it becomes this object's own
     * @param nowNanos local time
     */
    public SlaveSession(Hello hello, CorrectedClock clock, Scrutiny scrutiny, long nowNanos) {
        this.hello = hello;
        this.clock = clock;
        this.compliance = new Compliance(clock, scrutiny);
        this.lastHeardAt = nowNanos;
    }

    /** The first message to send. */
    public Hello hello() {
        return hello;
    }

    /**
     * Takes in a message.
     *
     * @param t2Nanos local time as it came in
     * @return what to send: an answer, to be stamped as it {@linkplain Answer#departing departs}, or a goodbye
     */
    public Optional<Reply> onMessage(Message message, long t2Nanos) {
        lastHeardAt = t2Nanos;
        if (message instanceof Goodbye || message instanceof Redirect) {
            phase = Phase.CLOSED;
            ending = message;
            return Optional.empty();
        }
        if (phase == Phase.GREETING && message instanceof Welcome w) {
            return onWelcome(w, t2Nanos);
        }
        if (phase == Phase.ACTIVE && message.session() == session()) {
            if (!forbearance.bearsMore(t2Nanos)) {
                return Optional.of(end(GoodbyeReason.FLOOD, "the master sends far more than a round has"));
            }
            if (message instanceof Probe probe) {
                cadence.probe(probe.round(), t2Nanos);
                return onProbe(probe, t2Nanos);
            }
            if (message instanceof Correct correct) {
                cadence.correction(t2Nanos);
                return onCorrection(correct.correction(), t2Nanos);
            }
        }
        String detail =
                String.format(Locale.ROOT, "%s of session %016x has no place here", message.noun(), message.session());
        return Optional.of(end(GoodbyeReason.OUT_OF_PHASE, detail));
    }

    private Optional<Reply> onWelcome(Welcome w, long nowNanos) {
        ClockState state = clock.state(nowNanos);
        long obeyed = state.epoch();
        // One that obeyed nobody shows what its machine's clock was set to since.
        long ownNanos = obeyed == 0 ? state.mapping().at(nowNanos) : nowNanos;
        if (w.epoch() < obeyed) {
            String detail = "this slave has obeyed epoch %s, this master is of epoch %s".formatted(obeyed, w.epoch());
            return Optional.of(end(GoodbyeReason.STALE_MASTER, detail));
        }
        if (!clock.obedience().admitsEpoch(w.epoch(), obeyed, ownNanos)) {
            return Optional.of(end(GoodbyeReason.DISTRUSTED, Forbearance.ahead(w.epoch())));
        }
        welcome = w;
        forbearance.welcomed(w);
        phase = Phase.ACTIVE;
        return Optional.empty();
    }

    private Optional<Reply> onProbe(Probe probe, long t2) {
        standing = probe.standing();
        rejection = probe.rejection();
        wrongBy = probe.wrongByNanos();
        if (wrongBy != null) {
            clock.reject();
        }
        Correction told = probe.correction();
        Optional<Reply> objection = told == null ? compliance.watch(t2).map(this::end) : onCorrection(told, t2);
        if (objection.isPresent()) {
            return objection;
        }
        return Optional.of(
                new Answer(probe.session(), probe.round(), probe.sequence(), probe.nonce(), t2, clock.state(t2)));
    }

    private Optional<Reply> onCorrection(Correction correction, long nowNanos) {
        return compliance.take(correction, nowNanos).map(this::end);
    }

    /**
     * Which of its other masters this slave has to ask now, before it obeys what it was told. After each message, whoever carries this
     * session takes it, asks them, and {@linkplain #settle settles} with each answer and when it does not wait any more.
     *
     * @return each inquiry once
     */
    public Optional<Hearing> inquiry() {
        return phase == Phase.CLOSED ? Optional.empty() : compliance.inquiry();
    }

    /** More may be known of what other masters say. Returns a goodbye if they contradict this one. */
    public Optional<Goodbye> settle(long nowNanos) {
        return phase == Phase.CLOSED
                ? Optional.empty()
                : compliance.settle(nowNanos).map(this::end);
    }

    /** Until when the master may be silent, in local time. Every message moves it on. */
    public long patientUntilNanos() {
        return lastHeardAt + forbearance.patienceNanos();
    }

    /**
     * From when on the master counts as quiet, in local time; never, before it has welcomed this slave. A master that works
     * says the same things at the same moments of every round: what is late by a fifth of a round is enough to ask others
     * whether there is a new one. It is far too early to give this one up.
     */
    public long quietFromNanos() {
        if (welcome == null) {
            return Long.MAX_VALUE;
        }
        long round = welcome.roundNanos();
        return lastHeardAt + Math.max(LEAST_QUIET_NANOS, cadence.pauseNanos(round) + round / 5);
    }

    /** A goodbye if the master was silent for longer than it may. */
    public Optional<Goodbye> expire(long nowNanos) {
        if (phase == Phase.CLOSED || nowNanos <= patientUntilNanos()) {
            return Optional.empty();
        }
        return Optional.of(end(GoodbyeReason.IDLE, forbearance.complaint()));
    }

    private Goodbye end(Objection objection) {
        return end(objection.reason(), objection.detail());
    }

    /** Ends the session from this side. */
    public Goodbye end(GoodbyeReason reason, String detail) {
        phase = Phase.CLOSED;
        Goodbye goodbye = new Goodbye(session(), reason, detail);
        ending = goodbye;
        distrusted = reason.isShunning();
        return goodbye;
    }

    /** How far the session has come. */
    public Phase phase() {
        return phase;
    }

    /** What the master welcomed this slave with, once it did. */
    public Optional<Welcome> welcome() {
        return Optional.ofNullable(welcome);
    }

    /** The {@link Goodbye} or {@link Redirect} that ended it, whichever side it came from. */
    public Optional<Message> ending() {
        return Optional.ofNullable(ending);
    }

    /** Whether this side has ended it since it does not believe the master, or must not follow it. */
    public boolean isDistrusted() {
        return distrusted;
    }

    /**
     * Whether there was no session, and there will be none either when the slave asks again at once: one end has said so, and not since
     * it shuts down or has waited in vain.
     */
    public boolean isRefused() {
        return welcome == null
                && ending instanceof Goodbye goodbye
                && !goodbye.reason().isPassing();
    }

    /** What became of the last correction; empty while that waits for what other masters say. */
    public Optional<Decision> lastDecision() {
        return compliance.lastDecision();
    }

    /** Where this slave stands, as the last probe told. */
    public Standing standing() {
        return standing;
    }

    /** Why it is rejected, as the last probe told. */
    public Optional<RejectionReason> rejection() {
        return Optional.ofNullable(rejection);
    }

    /** By how much this clock is wrong, positive when it is ahead, as the last probe told; empty if the master did not say that it is. */
    public OptionalLong wrongByNanos() {
        return wrongBy == null ? OptionalLong.empty() : OptionalLong.of(wrongBy);
    }

    private long session() {
        return welcome == null ? 0 : welcome.session();
    }
}
