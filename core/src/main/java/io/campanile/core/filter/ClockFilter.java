package io.campanile.core.filter;

import io.campanile.core.Exchange;
import io.campanile.core.Interval;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Turns the exchanges with one slave into two answers about its <em>local</em> clock: a guaranteed interval and a best
 * estimate of offset and rate.
 *
 * <p>The slave's stamps are local readings, which no correction touches; so the window survives every correction. A
 * sample that contradicts the window means that an assumption broke (the clock was set, the machine slept): the window
 * starts again from that sample, and {@link #add} says so.
 *
 * <p>Guarantee: while {@link FilterLimits} hold, the true offset lies in {@link ClockEstimate#bounds()}, under any delay
 * and asymmetry. Cost: constant time for a sample but for every eighth, which is linear in the window.
 * Not thread-safe: it belongs to the session's event loop.
 */
public final class ClockFilter {

    /** Samples kept. 64 span a minute at a burst of 1, a quarter at a burst of 4. */
    public static final int WINDOW = 64;

    /** From how many of the newest samples the reference for the rate is taken, and how often. */
    private static final int RECENT = 8;

    /** An exchange that this many others followed is behind no estimate's bounds any more. */
    public static final int MEMORY = WINDOW + RECENT;

    private static final Interval ANYWHERE = new Interval(Long.MIN_VALUE, Long.MAX_VALUE);

    private final FilterLimits limits;
    private final SampleWindow window = new SampleWindow(WINDOW);
    private final LineEstimator line = new LineEstimator();
    private RateBounds rates;
    private int sinceWhole;

    /** Where the offset lay at the newest sample, by all that count. Carried on from there, it cannot become empty. */
    private Interval newest = ANYWHERE;

    /** An empty filter. */
    public ClockFilter(FilterLimits limits) {
        this.limits = limits;
        this.rates = RateBounds.of(limits);
    }

    /**
     * Takes in one exchange. It must be {@linkplain Exchange#isPossible() possible} and not older than the last one.
     *
     * @return the jump that the clock made, if this exchange contradicts the earlier ones and the window starts again
     */
    public Optional<Jump> add(Exchange exchange) {
        long at = exchange.midpoint();
        long lastAt = window.size() == 0 ? at : window.at(window.size() - 1);
        Interval expected = window.size() == 0 ? ANYWHERE : rates.carry(newest, at - lastAt);
        Interval seen = window.add(exchange, limits.maxDriftPpb());
        boolean whole = looksThroughTheWhole();
        RateBounds narrowed = whole ? RateBounds.of(window, limits, RECENT) : rates;
        // What has left the window counts no more: else a jump too small to be seen would never be forgotten.
        Interval agreed = whole ? narrowed.offsetAt(window, at) : expected.intersect(seen);
        if (narrowed.isEmpty() || agreed.isEmpty()) {
            restart(exchange);
            return Optional.of(new Jump(gap(expected, seen), at - lastAt));
        }
        rates = narrowed;
        newest = agreed;
        line.add(at, exchange.bounds());
        return Optional.empty();
    }

    /** Whether it is time to look through the whole window: as often as its recent part is new. */
    private boolean looksThroughTheWhole() {
        sinceWhole = window.size() <= RECENT || sinceWhole == RECENT ? 1 : sinceWhole + 1;
        return sinceWhole == 1;
    }

    /** What was taken in until now counts no more: the slave says that its clock was disrupted. */
    public void forget() {
        window.clear();
        line.reset();
        rates = RateBounds.of(limits);
        newest = ANYWHERE;
        sinceWhole = 0;
    }

    /**
     * From now on exchanges go on a way whose asymmetry is to be believed rather than that of the one before: the offset is estimated
     * anew, and the rate goes on. The bounds do not change: they hold for both.
     */
    public void goBetter() {
        if (window.size() > 0) {
            line.renew(window.width(window.narrowest(0)));
        }
    }

    private void restart(Exchange exchange) {
        forget();
        newest = window.add(exchange, limits.maxDriftPpb());
        line.add(exchange.midpoint(), exchange.bounds());
    }

    /** The window, oldest first: for people who want to see what an estimate rests on. */
    public List<Sample> samples() {
        return IntStream.range(0, window.size())
                .mapToObj(i -> new Sample(window.at(i), new Interval(window.low(i), window.high(i))))
                .toList();
    }

    /** How far two intervals are apart; 0 when they touch. Positive when the second lies above. */
    private static long gap(Interval expected, Interval seen) {
        if (seen.low() > expected.high()) {
            return seen.low() - expected.high();
        }
        return Math.min(0, seen.high() - expected.low());
    }

    /**
     * What is known at a moment not before the last sample; empty when there is no sample.
     *
     * @param nowNanos the master's local time
     */
    public Optional<ClockEstimate> estimate(long nowNanos) {
        if (window.size() == 0) {
            return Optional.empty();
        }
        Interval bounds = rates.carry(newest, nowNanos - window.at(window.size() - 1));
        LineEstimator.Belief offset = line.offset(nowNanos);
        LineEstimator.Belief rate = line.rate(nowNanos);
        return Optional.of(new ClockEstimate(
                nowNanos,
                bounds.clamp(line.origin() + Math.round(offset.mean())),
                offset.deviation(),
                rates.clamp(rate.mean()),
                rate.deviation(),
                bounds,
                rates.lowPpb(),
                rates.highPpb(),
                window.width(window.narrowest(0)),
                window.size()));
    }
}
