package io.campanile.core.discipline;

import io.campanile.core.Mapping;
import io.campanile.core.ReferenceReading;
import io.campanile.core.Units;
import org.jspecify.annotations.Nullable;

/**
 * One immutable answer to "what time is it?", good for every local time from its making until the next one replaces it.
 *
 * <p>It holds two timelines. The <em>target</em> is the mapping that the corrections made; it jumps with each of them.
 * The <em>served</em> one starts where the clock last stood and closes the gap at a bounded rate:
 *
 * <pre>served(L) = target(L) + lag · (slewUntil − L) / (slewUntil − slewFrom)   until slewUntil, then target(L)</pre>
 *
 * <p>What a day of slewing cannot remove stays a constant rest, which the next correction takes up.
 *
 * <p>Guarantee: served never falls as local time grows. While {@link #status} is not unsynchronized, cluster time lies
 * within served ± {@link #errorNanos}:
 *
 * <pre>error(L) = |served − target| + error at the correction + growth · age + granularity</pre>
 *
 * <p>Readers on any thread; nothing here allocates.
 */
public final class Timeline {

    /** What {@link #errorNanos} says when nothing is known. */
    public static final long UNKNOWN_ERROR = Long.MAX_VALUE;

    /** What reading and rounding may add: two time stamps of a clock that ticks in tens of nanoseconds. */
    public static final long GRANULARITY_NANOS = 100;

    /** Shows the local clock and promises nothing. */
    public static final Timeline INITIAL = new Timeline(Mapping.IDENTITY, 0, 0, 0, 0, null);

    private final Mapping target;

    // What the target and the rest are made of: each step on the way to them would cost a reader more than its
    // arithmetic.
    private final long anchorNanos;
    private final long aheadNanos;
    private final double rate;

    private final long restNanos;
    private final long slewUntil;
    private final double lagPerNano;
    private final long errorNanos;
    private final double errorGrowth;
    private final long correctedAt;
    private final long synchronizedUntil;
    private final long validUntil;
    private final @Nullable Bound bound;
    private final long epoch;
    private final long round;
    private final boolean isVoid;
    private final @Nullable ReferenceReading utc;

    /**
     * Starts a timeline.
     *
     * @param restNanos the part of served − target that stays
     * @param lagNanos the part of it at {@code slewFrom} that is slewed away
     * @param slewUntil when served meets target; {@code slewFrom} when there is no lag
     * @param last the correction that made the target, or null before the first
     */
    Timeline(Mapping target, long restNanos, long lagNanos, long slewFrom, long slewUntil, @Nullable Correction last) {
        this.target = target;
        this.anchorNanos = target.anchorNanos();
        this.aheadNanos = target.offsetNanos() + restNanos;
        this.rate = target.ratePpb() / Units.PPB;
        this.restNanos = restNanos;
        this.slewUntil = slewUntil;
        this.lagPerNano = lagNanos == 0 ? 0 : (double) lagNanos / (slewUntil - slewFrom);
        this.errorNanos = last == null ? UNKNOWN_ERROR : last.errorNanos();
        this.errorGrowth = last == null ? 0 : last.errorGrowthPpb() / Units.PPB;
        this.correctedAt = last == null ? 0 : last.atNanos();
        this.synchronizedUntil = last == null ? Long.MIN_VALUE : last.atNanos() + last.synchronizedForNanos();
        this.validUntil = last == null ? Long.MIN_VALUE : last.atNanos() + last.validForNanos();
        this.bound = last == null ? null : Bound.of(last);
        this.epoch = last == null ? 0 : last.epoch();
        this.round = last == null ? 0 : last.round();
        this.isVoid = false;
        this.utc = last == null ? null : last.utc();
    }

    /** One without a promise. */
    private Timeline(Timeline before, Mapping target, long restNanos, double lagPerNano, long slewUntil) {
        this.target = target;
        this.anchorNanos = target.anchorNanos();
        this.aheadNanos = target.offsetNanos() + restNanos;
        this.rate = target.ratePpb() / Units.PPB;
        this.restNanos = restNanos;
        this.slewUntil = slewUntil;
        this.lagPerNano = lagPerNano;
        this.errorNanos = UNKNOWN_ERROR;
        this.errorGrowth = 0;
        this.correctedAt = before.correctedAt;
        this.synchronizedUntil = Long.MIN_VALUE;
        this.validUntil = Long.MIN_VALUE;
        this.bound = null;
        this.epoch = before.epoch;
        this.round = before.round;
        this.isVoid = true;
        this.utc = null;
    }

    /** The same with another epoch. */
    private Timeline(Timeline before, long epoch) {
        this.target = before.target;
        this.anchorNanos = before.anchorNanos;
        this.aheadNanos = before.aheadNanos;
        this.rate = before.rate;
        this.restNanos = before.restNanos;
        this.slewUntil = before.slewUntil;
        this.lagPerNano = before.lagPerNano;
        this.errorNanos = before.errorNanos;
        this.errorGrowth = before.errorGrowth;
        this.correctedAt = before.correctedAt;
        this.synchronizedUntil = before.synchronizedUntil;
        this.validUntil = before.validUntil;
        this.bound = before.bound;
        this.epoch = epoch;
        this.round = before.round;
        this.isVoid = before.isVoid;
        this.utc = before.utc;
    }

    /** Serves and promises the same, and takes corrections of this epoch again if its own is higher. */
    Timeline forgettingEpochsAbove(long other) {
        return epoch > other ? new Timeline(this, other) : this;
    }

    /**
     * Serves what this one serves, and promises nothing. A correction that was made for this one, and may rest on what has
     * become void, does not fit it.
     */
    Timeline voided() {
        return new Timeline(this, target.renewed(), restNanos, lagPerNano, slewUntil);
    }

    /** Heads for another target, and promises nothing. */
    Timeline headingFor(Mapping other, long rest, long lag, long slewFrom, long until) {
        return new Timeline(this, other, rest, lag == 0 ? 0 : (double) lag / (until - slewFrom), until);
    }

    /** The time to hand out when the local clock shows this. */
    public long served(long localNanos) {
        return localNanos + aheadNanos + moved(localNanos);
    }

    /** What has moved the served time since the anchor: drift and slew, as one rounding of both. Two could step back by a nanosecond. */
    private long moved(long localNanos) {
        if (localNanos >= slewUntil) {
            return rounded(drift(localNanos));
        }
        return rounded(drift(localNanos) + lagPerNano * (slewUntil - localNanos));
    }

    /** As {@link Mapping#driftAt} has it. */
    private double drift(long localNanos) {
        return rate * (localNanos - anchorNanos);
    }

    private static long rounded(double nanos) {
        return (long) Math.floor(nanos + 0.5);
    }

    /** How far {@link #served} can be from cluster time; {@link #UNKNOWN_ERROR} while unsynchronized. */
    public long errorNanos(long localNanos) {
        if (status(localNanos) == ClockStatus.UNSYNCHRONIZED) {
            return UNKNOWN_ERROR;
        }
        long lag = restNanos;
        if (localNanos < slewUntil) {
            lag += moved(localNanos) - rounded(drift(localNanos));
        }
        return Math.abs(lag) + errorNanos + Units.gathered(errorGrowth, localNanos - correctedAt) + GRANULARITY_NANOS;
    }

    /** How far the clock can be trusted at this local time. */
    public ClockStatus status(long localNanos) {
        if (localNanos < synchronizedUntil) {
            return ClockStatus.SYNCHRONIZED;
        }
        return localNanos < validUntil ? ClockStatus.HOLDOVER : ClockStatus.UNSYNCHRONIZED;
    }

    /** Until which local time {@link #status} stays what it is then; {@link Long#MAX_VALUE} for good. */
    public long statusHoldsUntil(long localNanos) {
        return switch (status(localNanos)) {
            case SYNCHRONIZED -> synchronizedUntil;
            case HOLDOVER -> validUntil;
            case UNSYNCHRONIZED -> Long.MAX_VALUE;
        };
    }

    /**
     * What a reading tells the master at this local time.
     *
     * @param disruptions how often the local clock was disrupted
     * @param stepLimitNanos how far a correction may move it, whatever the master's panic limit; 0 while that one holds
     */
    ClockState state(long localNanos, long disruptions, long stepLimitNanos) {
        return new ClockState(target, status(localNanos), epoch, bound, disruptions, isVoid, stepLimitNanos, null);
    }

    /** Whether a correction was ever applied. */
    public boolean everCorrected() {
        return epoch > 0;
    }

    /** Whether what the last correction promised is void: the machine slept, or the master found this clock wrong. */
    public boolean isVoid() {
        return isVoid;
    }

    /** UTC − cluster time, as the last correction told it; null if it said nothing of UTC. */
    public @Nullable ReferenceReading utc() {
        return utc;
    }

    /** The mapping that the served time is heading for. */
    public Mapping target() {
        return target;
    }

    /** The epoch of the last correction; 0 before the first. */
    public long epoch() {
        return epoch;
    }

    /** The round of the last correction; 0 before the first. */
    public long round() {
        return round;
    }

    /** Whether served is on its way to target. */
    public boolean isSlewing(long localNanos) {
        return localNanos < slewUntil;
    }
}
