package io.campanile.core.inquiry;

import io.campanile.core.Mapping;
import io.campanile.core.Units;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.Correction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which corrections of one session are obeyed only when the other masters of the slave's list have been asked: the first one of a
 * slave, one that leaves what the clock's own bound promises, one that the {@linkplain Precedent last hearing} speaks against by all that
 * an oscillator may have done since, and one now and then. Such a correction is held, for as long as a {@link Hearing} takes; a later one
 * takes its place.
 *
 * <p>The clock as it is, is asked about for the same reasons: a master may have told it a rate that leads it away.
 *
 * <p>A master that corrects without end where no bound promises anything has the others asked once in {@link #LEAST_PAUSE_NANOS};
 * what it sends before that waits.
 *
 * <p>Not thread-safe: the session owns it. All times are those of the slave's local clock.
 */
public final class Scrutiny {

    /** From one inquiry to the next: five seconds at least. */
    static final long LEAST_PAUSE_NANOS = 5 * Units.SECOND_NANOS;

    private final Panel panel;
    private final Precedent precedent;
    private @Nullable Correction held;
    private @Nullable Hearing hearing;
    private boolean handedOut;

    /** Whether this session has corrected the clock, and there are others who can be asked about that. */
    private boolean obeyed;

    private long notBeforeNanos = Long.MIN_VALUE;

    /**
     * That of a session in which nothing was corrected yet.
     *
     * @param panel who can be asked about the master
     * @param precedent what the slave remembers of those who were asked before
     */
    public Scrutiny(Panel panel, Precedent precedent) {
        this.panel = panel;
        this.precedent = precedent;
    }

    /** That of a slave which can ask nobody: everything is obeyed. */
    public static Scrutiny none() {
        return new Scrutiny(Panel.NONE, new Precedent());
    }

    /**
     * What the others have said.
     *
     * @param correction the one that was held; null if they were asked about the clock as it is
     * @param contradiction why the master is to be left; empty if it is to be obeyed
     * @param clockToo whether they contradict the clock as it is
     */
    public record Ruling(@Nullable Correction correction, Optional<Contradiction> contradiction, boolean clockToo) {}

    /** Whether a correction has to wait: then it is held, and what was held before is dropped. */
    public boolean holds(Correction correction, ClockState clock, long nowNanos) {
        boolean counts = panel.isCompetent() && fits(correction, clock);
        if (counts && isDoubtful(correction, clock, nowNanos)) {
            held = correction;
            begin(clock, nowNanos);
            return true;
        }
        drop();
        obeyed |= counts;
        return false;
    }

    private boolean isDoubtful(Correction correction, ClockState clock, long nowNanos) {
        Claim claim = Claim.of(correction, clock.mapping());
        Claim own = Claim.of(clock);
        // A clock that promises nothing can be anywhere.
        boolean leaves = own == null
                || claim.offsets(nowNanos).intersect(own.offsets(nowNanos)).isEmpty();
        return leaves || precedent.isDoubtful(claim, clock, nowNanos);
    }

    private void begin(ClockState clock, long nowNanos) {
        if (hearing == null && nowNanos >= notBeforeNanos) {
            hearing = new Hearing(panel, nowNanos);
            handedOut = false;
            precedent.ask(clock);
            notBeforeNanos = nowNanos + LEAST_PAUSE_NANOS;
        }
    }

    /** Time passes without a correction: there may be reason to ask about the clock as it is, once this session has corrected it. */
    public void watch(ClockState clock, long nowNanos) {
        Claim own = obeyed ? Claim.of(clock) : null;
        if (own != null && precedent.isDoubtful(own, clock, nowNanos)) {
            begin(clock, nowNanos);
        }
    }

    /** Whether a clock would apply it. Another one moves nothing. */
    private static boolean fits(Correction correction, ClockState clock) {
        Mapping mapping = clock.mapping();
        return correction.baseVersion() == mapping.version()
                && correction.epoch() >= clock.epoch()
                && Math.abs(mapping.ratePpb() + correction.ratePpb()) <= Mapping.MAX_RATE_PPB;
    }

    private void drop() {
        held = null;
        hearing = null;
    }

    /** The inquiry that has begun; once, for whoever is to ask the others. */
    public Optional<Hearing> inquiry() {
        boolean isNew = hearing != null && !handedOut;
        handedOut = true;
        return isNew ? Optional.ofNullable(hearing) : Optional.empty();
    }

    /** What the others have said, as soon as that is decided; once. From then on nothing is held. */
    public Optional<Ruling> ruling(ClockState clock, long nowNanos) {
        Hearing open = hearing;
        if (open == null) {
            return Optional.empty();
        }
        if (!precedent.isOfThisClock(clock)) {
            // The local clock has missed time: what was said was about another one. The next correction has the others
            // asked again.
            notBeforeNanos = nowNanos;
            drop();
            return Optional.empty();
        }
        Correction asked = held;
        Claim own = Claim.of(clock);
        Claim claim = asked == null ? own : fits(asked, clock) ? Claim.of(asked, clock.mapping()) : null;
        if (claim == null) {
            drop();
            return Optional.empty();
        }
        if (!open.isSettled(claim, nowNanos)) {
            return Optional.empty();
        }
        drop();
        obeyed = true;
        precedent.decide(open, panel.periodNanos(), nowNanos);
        boolean clockToo = own != null && open.contradiction(own).isPresent();
        return Optional.of(new Ruling(asked, open.contradiction(claim), clockToo));
    }
}
