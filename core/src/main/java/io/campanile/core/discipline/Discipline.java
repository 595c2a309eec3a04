package io.campanile.core.discipline;

import io.campanile.core.Mapping;
import io.campanile.core.Units;
import io.campanile.core.discipline.Decision.Applied;
import io.campanile.core.discipline.Decision.Refusal;
import io.campanile.core.discipline.Decision.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a clock serves: takes corrections, fences them, and bends the served time towards the target.
 *
 * <p>Guarantee: a correction is applied at most once (its base version must be the one in force) and never from an
 * older epoch than one obeyed before. From the first correction on, the served time never goes back: the first may step
 * either way, later ones step forward beyond the threshold, and everything else is slewed.
 *
 * <p>No master moves it further than {@link ObedienceLimits} allow, be it at once or little by little.
 *
 * <p>Not thread-safe: one writer. Readers take the {@link Timeline}.
 */
public final class Discipline {

    /** A correction that holds further than this from now is not for this clock: ten minutes. */
    static final long MAX_DISTANCE_NANOS = 600 * Units.SECOND_NANOS;

    private final DisciplineLimits limits;
    private Timeline timeline = Timeline.INITIAL;

    /** Null before the first correction. */
    private @Nullable Tether tether;

    /** A discipline that has seen no correction: it serves the local clock, unsynchronized. */
    public Discipline(DisciplineLimits limits) {
        this.limits = limits;
    }

    /** What is served now. */
    public Timeline timeline() {
        return timeline;
    }

    /** What a reading tells the master at this local time. */
    public ClockState state(long localNanos) {
        return timeline.state(localNanos);
    }

    /**
     * Applies or refuses a correction.
     *
     * @param localNanos the local time from which the new timeline will be served
     */
    public Decision decide(Correction correction, long localNanos) {
        if (correction.epoch() < timeline.epoch()) {
            return new Refused(Refusal.STALE_EPOCH);
        }
        if (correction.baseVersion() != timeline.target().version()) {
            return new Refused(Refusal.OTHER_VERSION);
        }
        long distance = correction.atNanos() - localNanos;
        if (distance > MAX_DISTANCE_NANOS || distance < -MAX_DISTANCE_NANOS) {
            return new Refused(Refusal.FAR_FROM_NOW);
        }
        if (!(Math.abs(timeline.target().ratePpb() + correction.ratePpb()) <= Mapping.MAX_RATE_PPB)) {
            return new Refused(Refusal.IMPOSSIBLE_RATE);
        }
        if (!limits.obedience().admitsEpoch(correction.epoch(), timeline.epoch(), localNanos)) {
            return new Refused(Refusal.EPOCH_AHEAD);
        }
        Correction believed = limits.obedience().capped(correction);
        Mapping target = timeline.target().corrected(believed.atNanos(), believed.offsetNanos(), believed.ratePpb());
        Tether before = tether == null ? null : tether.following(timeline.target(), localNanos);
        if (isTooFar(before, target, believed.validForNanos(), localNanos)) {
            return new Refused(Refusal.BEYOND_PANIC);
        }
        tether = before == null ? Tether.tied(target, localNanos) : before;
        return apply(target, believed, localNanos);
    }

    private boolean isTooFar(@Nullable Tether before, Mapping target, long validForNanos, long localNanos) {
        return before == null
                ? Math.abs(target.offsetAt(localNanos)) > limits.obedience().firstNanos()
                : before.strain(target, localNanos, validForNanos)
                        > limits.obedience().panicNanos();
    }

    private Applied apply(Mapping target, Correction correction, long localNanos) {
        long lag = timeline.served(localNanos) - target.at(localNanos);
        boolean steps = !timeline.everCorrected() || -lag > limits.stepThresholdNanos();
        long slewed = steps ? 0 : limits.slewable(lag);
        long rest = steps ? 0 : lag - slewed;
        timeline = new Timeline(target, rest, slewed, localNanos, localNanos + limits.slewNanos(slewed), correction);
        return new Applied(timeline, steps ? -lag : 0);
    }
}
