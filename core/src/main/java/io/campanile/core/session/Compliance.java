package io.campanile.core.session;

import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.CorrectedClock;
import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.Decision;
import io.campanile.core.discipline.Decision.Refused;
import io.campanile.core.inquiry.Contradiction;
import io.campanile.core.inquiry.Hearing;
import io.campanile.core.inquiry.Scrutiny;
import io.campanile.core.inquiry.Scrutiny.Ruling;
import io.campanile.core.message.Correct;
import io.campanile.core.message.GoodbyeReason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a slave's session does with a correction: hands it to the clock, at once or when other masters were asked, and finds out that the
 * master is not to be believed.
 *
 * <p>Not thread-safe: its {@link SlaveSession} owns it. All times are the slave's local time.
 */
final class Compliance {

    private final CorrectedClock clock;
    private final Scrutiny scrutiny;
    private @Nullable Decision lastDecision;

    /**
     * That of a session in which nothing was corrected yet.
     *
     * @param scrutiny what has to pass before it is obeyed
     */
    Compliance(CorrectedClock clock, Scrutiny scrutiny) {
        this.clock = clock;
        this.scrutiny = scrutiny;
    }

    /** Why the session is to end. */
    record Objection(GoodbyeReason reason, String detail) {}

    /** A correction has come. */
    Optional<Objection> take(Correction correction, long nowNanos) {
        ClockState state = clock.state(nowNanos);
        Optional<Objection> impossible = impossible(correction, state);
        if (impossible.isPresent()) {
            return impossible;
        }
        if (scrutiny.holds(correction, state, nowNanos)) {
            lastDecision = null;
            return settle(nowNanos);
        }
        return obey(correction);
    }

    /** Something came that corrects nothing. */
    Optional<Objection> watch(long nowNanos) {
        scrutiny.watch(clock.state(nowNanos), nowNanos);
        return settle(nowNanos);
    }

    private static Optional<Objection> impossible(Correction correction, ClockState state) {
        if (Correct.isPossible(correction, state.mapping())) {
            return Optional.empty();
        }
        String detail = "the correction would set this clock %s ns from its local time; the limit is ±2^61 ns"
                .formatted(state.mapping().offsetAt(correction.atNanos()) + correction.offsetNanos());
        return Optional.of(new Objection(GoodbyeReason.MALFORMED, detail));
    }

    private Optional<Objection> obey(Correction correction) {
        Decision decision = clock.correct(correction);
        lastDecision = decision;
        return decision instanceof Refused refused && refused.reason().isDistrust()
                ? Optional.of(
                        new Objection(GoodbyeReason.DISTRUSTED, Forbearance.distrust(refused.reason(), correction)))
                : Optional.empty();
    }

    /** An inquiry among other masters that is to begin; once. */
    Optional<Hearing> inquiry() {
        return scrutiny.inquiry();
    }

    /** Obeys the correction that is held, or objects to the master, if by now it is known which. */
    Optional<Objection> settle(long nowNanos) {
        Ruling ruling = scrutiny.ruling(clock.state(nowNanos), nowNanos).orElse(null);
        if (ruling == null) {
            return Optional.empty();
        }
        Contradiction contradiction = ruling.contradiction().orElse(null);
        if (contradiction == null) {
            Correction held = ruling.correction();
            return held == null ? Optional.empty() : obey(held);
        }
        if (ruling.clockToo()) {
            clock.reject();
        }
        clock.forgetEpochsAbove(contradiction.epoch());
        return Optional.of(new Objection(GoodbyeReason.DISTRUSTED, contradiction.sentence()));
    }

    /** What became of the last correction; empty while it is held. */
    Optional<Decision> lastDecision() {
        return Optional.ofNullable(lastDecision);
    }
}
