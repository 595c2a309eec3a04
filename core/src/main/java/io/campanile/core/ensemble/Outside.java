package io.campanile.core.ensemble;

import io.campanile.core.Mapping;
import io.campanile.core.ReferenceReading;
import io.campanile.core.Units;
import io.campanile.core.discipline.Bound;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import org.jspecify.annotations.Nullable;

/**
 * The times outside of the ensemble that are known as a round ends. Cluster time is steered towards one of them, slowly; which of
 * the two it is decides what the members are promised:
 *
 * <ul>
 *   <li>A <em>standard</em> is what members are promised to be near, because it is a cluster time that others share: a parent
 *       master's. How far this ensemble is from it, and what is not known of it, are part of every correction's error.
 *   <li><em>UTC</em> is told apart. Members are promised to be near cluster time, however far that still is from UTC.
 * </ul>
 *
 * @param standard the parent master's cluster time, or the clock of the master's machine where that is the {@link Reference}; null if
 *     cluster time is a copy of no other, or goes on without it
 * @param utc UTC, as this cluster found it; null if nobody knows
 * @param parentsUtc UTC as the parent tells it, beside the master's local clock; null if it tells nothing. It is one of the claims of which
 *     UTC is found
 * @param presence whether he is heard whose time the standard is
 */
public record Outside(
        @Nullable ReferenceReading standard,
        @Nullable ReferenceReading utc,
        @Nullable ReferenceReading parentsUtc,
        Presence presence) {

    private static final long MOST_ERROR_NANOS = 1L << 61;

    /** Nothing is known but the ensemble. */
    public static final Outside NONE = new Outside(null, null);

    /** What is known where a standard that is known is heard, too. */
    public Outside(@Nullable ReferenceReading standard, @Nullable ReferenceReading utc) {
        this(standard, utc, null, standard == null ? Presence.NONE : Presence.PRESENT);
    }

    /**
     * The time of a parent master, as it is known at this moment. It is told on in corrections that hold for longer than what is left of
     * the parent's promise. Beyond that, the local clock may change its rate by the wander limit once more for each such
     * time, and the parent's by as much times the agility of one that follows a parent itself.
     *
     * @param clock what the parent's corrections have made of the master's local clock
     * @param nowNanos the master's local time
     * @param limits how this cluster's time is decided
     * @param patient whether a new cluster waits for that time while it is not known well: while the parent's rate is still to be found,
     *     as its growth tells, whoever begins at it would be off by much soon, and a time that goes on changes its rate slowly
     */
    public static Outside ofParent(ClockState clock, long nowNanos, EnsembleConfig limits, boolean patient) {
        Bound bound = clock.bound();
        if (clock.status() == ClockStatus.UNSYNCHRONIZED || bound == null) {
            return new Outside(null, null, null, patient ? Presence.AWAITED : Presence.NONE);
        }
        Mapping mapping = clock.mapping();
        long age = Math.max(0, nowNanos - mapping.anchorNanos());
        double beyond = Math.max(0, age + limits.validForNanos() - bound.validForNanos());
        double more = (1 + PullLimits.OF_PARENT.agility())
                * limits.filter().maxWanderPpb()
                * beyond
                / Math.max(1, bound.validForNanos());
        double error = (double) bound.errorNanos() + Units.widening(bound.errorGrowthPpb(), age) + 1;
        ReferenceReading standard = new ReferenceReading(
                nowNanos,
                mapping.offsetAt(nowNanos),
                mapping.ratePpb(),
                (long) Math.min(MOST_ERROR_NANOS, error),
                Math.min(Units.PPB - 1, bound.errorGrowthPpb() + more),
                Math.max(0, bound.validForNanos() - age) + limits.validForNanos());
        if (clock.status() == ClockStatus.HOLDOVER) {
            return new Outside(standard, null, null, Presence.ABSENT);
        }
        boolean settled = bound.errorGrowthPpb() <= limits.filter().maxDriftPpb();
        return new Outside(standard, null, null, settled || !patient ? Presence.PRESENT : Presence.AWAITED);
    }

    /**
     * The same, and this is what the parent tells of UTC. Its error is that of the parent's time, as it is known here, and what the parent does
     * not know of UTC.
     *
     * @param told UTC minus the parent's cluster time, by the master's local clock; null if the parent tells nothing
     */
    public Outside telling(@Nullable ReferenceReading told, long nowNanos) {
        return standard == null || told == null || !told.isValid(nowNanos)
                ? this
                : new Outside(standard, utc, standard.plus(told, nowNanos), presence);
    }

    /** The same, and this is UTC. */
    Outside withUtc(@Nullable ReferenceReading found) {
        return new Outside(standard, found, parentsUtc, presence);
    }

    /** What is known still at this local time of the master. */
    Outside validAt(long masterNanos) {
        ReferenceReading known = valid(standard, masterNanos);
        return new Outside(
                known,
                valid(utc, masterNanos),
                valid(parentsUtc, masterNanos),
                standard != null && known == null ? Presence.NONE : presence);
    }

    /** Whether the parent's UTC can be true beside the one that was found; null if the parent tells nothing. */
    @Nullable
    Boolean agreesOnUtc(long nowNanos) {
        if (parentsUtc == null) {
            return null;
        }
        return utc != null
                && Math.abs(parentsUtc.offsetAt(nowNanos) - utc.offsetAt(nowNanos))
                        <= parentsUtc.errorAt(nowNanos) + utc.errorAt(nowNanos);
    }

    private static @Nullable ReferenceReading valid(@Nullable ReferenceReading reading, long masterNanos) {
        return reading != null && reading.isValid(masterNanos) ? reading : null;
    }

    /**
     * What cluster time is steered towards: the standard, or UTC where there is none; null if neither is known. Where the parent is not
     * heard, one clock alone would carry its time on: all of them together do that better.
     */
    @Nullable
    ReferenceReading followed() {
        return presence == Presence.ABSENT ? null : best();
    }

    /** Where a time begins that is founded now: at the standard, or at UTC; null if neither is known. */
    @Nullable
    ReferenceReading best() {
        return standard == null ? utc : standard;
    }
}
