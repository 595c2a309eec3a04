package io.campanile.core.ensemble;

import io.campanile.core.Interval;
import io.campanile.core.Mapping;
import io.campanile.core.Units;

/**
 * What a master knows of the time that others keep and that it took over: where that earlier time is, how fast it can
 * run, and until when somebody may have been promised to be near it.
 *
 * <p>Cluster time is one timeline: until {@code untilNanos} it is the earlier time going on as it was, and from then on
 * the one that this master decides. So a correction that is made meanwhile tells a bound that holds both. How far the
 * earlier time can be from the decided one is the handover error, {@link #errorNanos}.
 *
 * @param atNanos the master's local time at which the time was taken over
 * @param offset where the earlier time was then, minus the master's local clock
 * @param rateLowPpb the least rate that it can have against the master's local clock, in ppb
 * @param rateHighPpb the greatest one
 * @param untilNanos the master's local time from which no promise about it can be in force
 */
public record Handover(long atNanos, Interval offset, double rateLowPpb, double rateHighPpb, long untilNanos) {

    /** No mapping is further off than this. Whatever a liar claims, nothing here overflows. */
    private static final Interval ANYWHERE = Interval.around(0, 1L << 61);

    /** No correction is valid for longer than a day, and none holds further from now than ten minutes. */
    private static final long LONGEST_NANOS = 2 * 86_400 * Units.SECOND_NANOS;

    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException if a range is empty
     */
    public Handover {
        if (offset.isEmpty() || !(rateLowPpb <= rateHighPpb)) {
            throw new IllegalArgumentException(
                    "no time is at %s and runs at %s to %s ppb".formatted(offset, rateLowPpb, rateHighPpb));
        }
    }

    /**
     * The handover from these keepers. It ends when the longest promise has: that which an honest keeper still holds, or
     * one as long as this master's own, of which an absent keeper may be the only one to know. Promises are counted on the
     * keepers' clocks, which may run slow.
     *
     * @param rate what the rate of the earlier time can be at any moment, against the master's local clock
     * @param decided the time that was decided instead
     * @param limits for how long this master's own corrections are valid, and how fast clocks may drift apart
     * @param overlapNanos for how long a leader that was deposed may go on to promise the earlier time. It counts twice: this
     *     master may be deposed itself as its handover ends, and has to hold both times until it knows
     */
    static Handover of(
            long nowNanos,
            Keepers keepers,
            HonestRange rate,
            Mapping decided,
            EnsembleConfig limits,
            long overlapNanos) {
        Interval claimed = keepers.offset();
        Interval offset = new Interval(ANYWHERE.clamp(claimed.low()), ANYWHERE.clamp(claimed.high()));
        long longest = Math.max(limits.validForNanos(), Math.min(LONGEST_NANOS, keepers.promisedForNanos()));
        long promised = longest + Units.widening(2 * limits.filter().maxDriftPpb(), longest) + 2 * overlapNanos;
        Handover handover = new Handover(nowNanos, offset, rate.low(), rate.high(), nowNanos + promised);
        // A time that never goes back can lead from the earlier one to the decided one within twice their distance.
        // That counts no longer than the promises last: whoever claims a wide error must not make it last for ever.
        long step = Math.min(handover.errorNanos(decided, nowNanos + promised), promised / 2);
        return new Handover(nowNanos, offset, rate.low(), rate.high(), nowNanos + promised + 2 * step);
    }

    /** The same, now that more is known of the rate; what is new and contradicts what was known does not count. */
    Handover knowing(HonestRange rate) {
        double low = Math.max(rateLowPpb, rate.low());
        double high = Math.min(rateHighPpb, rate.high());
        return low > high ? this : new Handover(atNanos, offset, low, high, untilNanos);
    }

    /** Whether somebody may still have been promised to be near the earlier time. */
    public boolean isInForce(long nowNanos) {
        return nowNanos < untilNanos;
    }

    /** Where the earlier time is at this local time of the master, minus that. */
    public Interval offsetAt(long nowNanos) {
        double low = rateLowPpb / Units.PPB * (nowNanos - atNanos);
        double high = rateHighPpb / Units.PPB * (nowNanos - atNanos);
        return new Interval(
                offset.low() + (long) Math.floor(Math.min(low, high)),
                offset.high() + (long) Math.ceil(Math.max(low, high)));
    }

    /** The handover error: how far the earlier time can be from cluster time at this local time of the master. */
    public long errorNanos(Mapping clusterTime, long nowNanos) {
        return Math.max(0, offsetAt(nowNanos).worstErrorOf(clusterTime.offsetAt(nowNanos)));
    }
}
