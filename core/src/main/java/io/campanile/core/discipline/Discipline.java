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

    /** From here on the wall clock counts as set; smaller steps are those of a daemon that keeps it. */
    public static final long LEAST_FOLLOWED_NANOS = 10_000_000;

    /** From so many corrections in a row on a clock counts as steady: it has something to lose. */
    static final int STEADY_CORRECTIONS = 8;

    private final DisciplineLimits limits;
    private final ClockRecorder recorder;
    private Timeline timeline = Timeline.INITIAL;

    /** Null before the first correction, and before one that may move the clock as far as the first. */
    private @Nullable Tether tether;

    /** In a row; once they are enough the clock is steady for good. */
    private int corrections;

    private long disruptions;

    /** How far the machine's wall clock was ahead of the local one when this clock was last known to be right. */
    private long wallAheadNanos;

    /** Whether the local clock was disrupted since the last correction: its oscillator is not where the tether has it. */
    private boolean astray;

    /** A discipline that has seen no correction: it serves the local clock, unsynchronized. */
    public Discipline(DisciplineLimits limits) {
        this(limits, ClockRecorder.NONE);
    }

    /**
     * The same for one that is recorded.
     *
     * @param recorder hears what it is told and decides
     */
    public Discipline(DisciplineLimits limits, ClockRecorder recorder) {
        this.limits = limits;
        this.recorder = recorder;
        recorder.begun(limits);
    }

    /** What is served now. */
    public Timeline timeline() {
        return timeline;
    }

    /** What a reading tells the master at this local time. */
    public ClockState state(long localNanos) {
        boolean begins = timeline.isVoid() && tether == null;
        return timeline.state(
                localNanos, disruptions, begins ? limits.obedience().firstNanos() : 0);
    }

    /**
     * The local clock was disrupted: what the last correction promised of it is void. The served time goes on as it was.
     *
     * @param times how often it was by now
     */
    public void disrupted(long times) {
        disruptions = times;
        astray = true;
        // Also before the first correction: one that is on its way rests on the clock as it was.
        voidPromise();
        recorder.disrupted(times);
    }

    /** This clock is as right as it promises to be, and the machine's wall clock is this far ahead of the local one. */
    public void noteWall(long aheadNanos) {
        wallAheadNanos = aheadNanos;
        recorder.wallNoted(aheadNanos);
    }

    /**
     * Goes along with the machine's wall clock while this one promises nothing, because nobody has corrected it yet or what it was told
     * is void: so setting the clock of the machine is enough, and one that slept is where it would be. The served time steps forward,
     * and never back once it was corrected.
     *
     * @param aheadNanos how far the wall clock is ahead of the local one now
     * @return by how much the target moved; 0 for less than {@link #LEAST_FOLLOWED_NANOS}, and while it promises something
     */
    public long follow(long aheadNanos, long localNanos) {
        long moved = aheadNanos - wallAheadNanos;
        boolean free = timeline.isVoid() || !timeline.everCorrected();
        if (!free || Math.abs(moved) < LEAST_FOLLOWED_NANOS) {
            return 0;
        }
        wallAheadNanos = aheadNanos;
        tether = tether == null ? null : tether.shifted(moved);
        Mapping target = timeline.target().shifted(moved);
        Way way = way(target, localNanos);
        timeline = timeline.headingFor(target, way.restNanos(), way.slewedNanos(), localNanos, way.untilNanos());
        recorder.followed(aheadNanos, localNanos);
        return moved;
    }

    /**
     * How the served time gets to a target.
     *
     * @param steppedNanos by how much at once; 0 where it does not step
     * @param slewedNanos how much of its lag it slews away
     * @param restNanos how much remains, since it takes longer than a slew may
     * @param untilNanos the local time when the slew is over
     */
    private record Way(long steppedNanos, long slewedNanos, long restNanos, long untilNanos) {}

    private Way way(Mapping target, long localNanos) {
        long lag = timeline.served(localNanos) - target.at(localNanos);
        if (!timeline.everCorrected() || -lag > limits.stepThresholdNanos()) {
            return new Way(-lag, 0, 0, localNanos);
        }
        long slewed = limits.slewable(lag);
        return new Way(0, slewed, lag - slewed, localNanos + limits.slewNanos(slewed));
    }

    /** A master found, with a majority, that this clock is wrong. Returns whether that is news. */
    public boolean rejected() {
        if (timeline.isVoid() || !timeline.everCorrected()) {
            return false;
        }
        voidPromise();
        recorder.rejected();
        return true;
    }

    /**
     * Masters of this epoch may be obeyed again: a higher one was that of a master which is not believed any more.
     *
     * @param epoch 1 or more
     */
    public void forgetEpochsAbove(long epoch) {
        timeline = timeline.forgettingEpochsAbove(epoch);
        recorder.forgotEpochsAbove(epoch);
    }

    private void voidPromise() {
        boolean steady = corrections >= STEADY_CORRECTIONS;
        corrections = steady ? corrections : 0;
        if (!steady || limits.obedience().beginsAgain()) {
            tether = null;
        }
        timeline = timeline.voided();
    }

    /**
     * Applies or refuses a correction.
     *
     * @param localNanos the local time from which the new timeline will be served
     */
    public Decision decide(Correction correction, long localNanos) {
        Decision decision = judge(correction, localNanos);
        recorder.corrected(correction, localNanos, decision, timeline);
        return decision;
    }

    private Decision judge(Correction correction, long localNanos) {
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
        if (!limits.obedience().admitsEpoch(correction.epoch(), timeline.epoch(), localNanos + wallAheadNanos)) {
            return new Refused(Refusal.EPOCH_AHEAD);
        }
        Correction believed = limits.obedience().capped(correction);
        Mapping target = timeline.target().corrected(believed.atNanos(), believed.offsetNanos(), believed.ratePpb());
        Tether before = tether == null ? null : tether.following(timeline.target(), localNanos);
        if (isTooFar(before, target, believed.validForNanos(), localNanos)) {
            return new Refused(Refusal.BEYOND_PANIC);
        }
        tether = before == null || astray ? Tether.tied(target, localNanos) : before;
        astray = false;
        return apply(target, believed, localNanos);
    }

    private boolean isTooFar(@Nullable Tether before, Mapping target, long validForNanos, long localNanos) {
        return before == null
                ? Math.abs(target.offsetAt(localNanos) - wallAheadNanos)
                        > limits.obedience().firstNanos()
                : before.strain(target, localNanos, validForNanos)
                        > limits.obedience().panicNanos();
    }

    private Applied apply(Mapping target, Correction correction, long localNanos) {
        Way way = way(target, localNanos);
        timeline = new Timeline(target, way.restNanos(), way.slewedNanos(), localNanos, way.untilNanos(), correction);
        corrections = Math.min(STEADY_CORRECTIONS, corrections + 1);
        return new Applied(timeline, way.steppedNanos());
    }
}
