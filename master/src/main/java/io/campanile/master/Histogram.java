package io.campanile.master;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How often a span of time fell into each of a row of buckets: from 100 ns to 10 s, three to a decade.
 *
 * <p>One thread adds, for some nanoseconds and without allocating; any thread reads.
 */
public final class Histogram {

    private static final long[] BOUNDS = bounds(100, 10_000_000_000L);

    private final AtomicLongArray counts = new AtomicLongArray(BOUNDS.length + 1);
    private final AtomicLong sumNanos = new AtomicLong();

    private static long[] bounds(long first, long last) {
        long[] bounds = new long[64];
        int size = 0;
        for (long decade = first; decade < last; decade *= 10) {
            bounds[size++] = decade;
            bounds[size++] = 2 * decade;
            bounds[size++] = 5 * decade;
        }
        bounds[size++] = last;
        return Arrays.copyOf(bounds, size);
    }

    /** The buckets' upper ends in nanoseconds, each inclusive; one more bucket has none. */
    public static long[] boundsNanos() {
        return BOUNDS.clone();
    }

    /** Counts one span; only its owner does. */
    public void add(long nanos) {
        int found = Arrays.binarySearch(BOUNDS, nanos);
        int bucket = found >= 0 ? found : -found - 1;
        // One writer: a plain read will do, and the write need not wait for the other processors.
        counts.lazySet(bucket, counts.getPlain(bucket) + 1);
        sumNanos.lazySet(sumNanos.getPlain() + nanos);
    }

    /** How many fell into each bucket. */
    public long[] counts() {
        long[] copy = new long[BOUNDS.length + 1];
        Arrays.setAll(copy, counts::get);
        return copy;
    }

    /** What they add up to. */
    public long sumNanos() {
        return sumNanos.get();
    }
}
