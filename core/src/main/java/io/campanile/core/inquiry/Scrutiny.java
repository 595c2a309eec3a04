package io.campanile.core.inquiry;

import io.campanile.core.Mapping;
import io.campanile.core.Units;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Correction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which corrections of one session are obeyed only when the other masters of the slave's list have been asked: the first one, one
 * that leaves what the clock's own bound promises, and one now and then. Such a correction is held, for as long as a {@link Hearing}
 * takes; a later one takes its place. One that the last hearing speaks against, by all that an oscillator may have done since, is held, too:
 * so nobody leads a clock away little by little.
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
    private @Nullable Correction held;
    private @Nullable Hearing hearing;
    private boolean handedOut;

    /** How often the local clock was disrupted when the others were asked. */
    private long disruptions;

    /** After which the master was believed; null while another one goes on. */
    private @Nullable Hearing last;

    /** From when on the next correction is held, whatever it does. */
    private long dueNanos = Long.MIN_VALUE;

    private long notBeforeNanos = Long.MIN_VALUE;

    /** That of a session in which nothing was corrected yet. */
    public Scrutiny(Panel panel) {
        this.panel = panel;
    }

    /**
     * What became of a correction that was held.
     *
     * @param correction it
     * @param contradiction why it is not to be obeyed; empty if it is
     * @param clockToo whether the others contradict the clock as it is, too
     */
    public record Ruling(Correction correction, Optional<Contradiction> contradiction, boolean clockToo) {}

    /** Whether a correction has to wait: then it is held, and what was held before is dropped. */
    public boolean holds(Correction correction, ClockState clock, long nowNanos) {
        boolean asks = panel.isCompetent()
                && fits(correction, clock)
                && (nowNanos >= dueNanos
                        || leaves(correction, clock, nowNanos)
                        || isDoubted(correction, clock, nowNanos));
        if (!asks) {
            drop();
            return false;
        }
        held = correction;
        if (hearing == null && nowNanos >= notBeforeNanos) {
            hearing = new Hearing(panel, nowNanos);
            last = null;
            handedOut = false;
            disruptions = clock.disruptions();
            notBeforeNanos = nowNanos + LEAST_PAUSE_NANOS;
        }
        return true;
    }

    /** Whether a clock would apply it. Another one moves nothing. */
    private static boolean fits(Correction correction, ClockState clock) {
        Mapping mapping = clock.mapping();
        return correction.baseVersion() == mapping.version()
                && correction.epoch() >= clock.epoch()
                && Math.abs(mapping.ratePpb() + correction.ratePpb()) <= Mapping.MAX_RATE_PPB;
    }

    /** Whether it moves a clock to where that, by its own bound, cannot be; one without a bound can be anywhere. */
    private static boolean leaves(Correction correction, ClockState clock, long nowNanos) {
        Claim own = Claim.of(clock);
        return own == null
                || clock.status() == ClockStatus.UNSYNCHRONIZED
                || Claim.of(correction, clock.mapping())
                        .offsets(nowNanos)
                        .intersect(own.offsets(nowNanos))
                        .isEmpty();
    }

    private boolean isDoubted(Correction correction, ClockState clock, long nowNanos) {
        return last != null
                && clock.disruptions() == disruptions
                && last.doubts(Claim.of(correction, clock.mapping()), nowNanos);
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

    /** What became of the correction that is held, as soon as it is decided; from then on it is not held any more. */
    public Optional<Ruling> ruling(ClockState clock, long nowNanos) {
        Correction asked = held;
        Hearing open = hearing;
        if (asked == null || open == null) {
            return Optional.empty();
        }
        if (clock.disruptions() != disruptions) {
            // The local clock has missed time: what was said was about another one. The next correction has the others
            // asked again.
            notBeforeNanos = nowNanos;
            drop();
            return Optional.empty();
        }
        if (!fits(asked, clock)) {
            drop();
            return Optional.empty();
        }
        Claim claim = Claim.of(asked, clock.mapping());
        if (!open.isSettled(claim, nowNanos)) {
            return Optional.empty();
        }
        Claim own = Claim.of(clock);
        boolean clockToo = own != null && open.contradiction(own).isPresent();
        drop();
        last = open;
        dueNanos = nowNanos + panel.periodNanos();
        return Optional.of(new Ruling(asked, open.contradiction(claim), clockToo));
    }
}
