package io.campanile.core.filter;

import io.campanile.core.Exchange;
import io.campanile.core.Interval;
import io.campanile.core.Units;

/**
 * The last exchanges with one slave, oldest first, in a ring of fixed size: at a hundred thousand slaves a sample is
 * 20 bytes and no object.
 */
final class SampleWindow {

    private final long[] atNanos;
    private final long[] lows;

    /** How far the highs are above the lows: to the nanosecond up to 16 ms, and beyond rounded up, never down. */
    private final float[] widths;

    private int first;
    private int size;

    SampleWindow(int capacity) {
        atNanos = new long[capacity];
        lows = new long[capacity];
        widths = new float[capacity];
    }

    int size() {
        return size;
    }

    void clear() {
        first = 0;
        size = 0;
    }

    /** Adds a sample; the oldest makes room when the window is full. Returns where the offset then lay. */
    Interval add(Exchange exchange, double maxDriftPpb) {
        // The two ends of the bounds belong to t3 and t2, not to the midpoint: allow for the drift between.
        Interval bounds = exchange.bounds().widen(Units.widening(maxDriftPpb, exchange.t4() - exchange.t1()));
        int slot = (first + size) % atNanos.length;
        if (size == atNanos.length) {
            first = (first + 1) % atNanos.length;
        } else {
            size++;
        }
        atNanos[slot] = exchange.midpoint();
        lows[slot] = bounds.low();
        widths[slot] = roundedUp(bounds.high() - bounds.low());
        return bounds;
    }

    /** The master's local time of sample {@code i}, counted from the oldest. */
    long at(int i) {
        return atNanos[slot(i)];
    }

    long low(int i) {
        return lows[slot(i)];
    }

    long high(int i) {
        return low(i) + width(i);
    }

    /** The middle of the bounds: Cristian's estimate. */
    long offset(int i) {
        return low(i) + width(i) / 2;
    }

    /** The width of the bounds: the round trip's delay. */
    long width(int i) {
        return (long) widths[slot(i)];
    }

    /** The index of the narrowest of the samples from {@code from} on. */
    int narrowest(int from) {
        int best = from;
        for (int i = from + 1; i < size; i++) {
            if (width(i) <= width(best)) {
                best = i;
            }
        }
        return best;
    }

    private static float roundedUp(long width) {
        float near = width;
        return (long) near < width ? Math.nextUp(near) : near;
    }

    private int slot(int i) {
        int slot = first + i;
        return slot < atNanos.length ? slot : slot - atNanos.length;
    }
}
