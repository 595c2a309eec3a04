package io.campanile.os;

import java.util.function.LongSupplier;

/**
 * Turns the kernel's stamps, which are of the wall clock, into times of {@link System#nanoTime}: by how long ago they were. Both
 * clocks run at one rate on Linux, so that only a wall clock that is set can spoil a stamp. That shows from one look to the next, and
 * then no stamp counts until a second has passed: none waits for so long.
 *
 * <p>Guarantee: an arrival is never early, and a departure never late, but by what the wall clock was set within the width of a look.
 *
 * <p>Not thread-safe.
 */
final class StampClock {

    /** The stamp does not count. */
    static final long NONE = Long.MIN_VALUE;

    /** A look at both clocks takes 0.1 µs; one that takes longer than this was held up. */
    private static final long NARROW_NANOS = 500;

    private static final int TRIES = 4;
    private static final long DISTRUST_NANOS = 1_000_000_000;

    /** No datagram waits for longer. */
    private static final long OLDEST_NANOS = 1_000_000_000;

    private final LongSupplier nano;
    private final LongSupplier wall;

    // The last look: the wall clock's time lies between the other two.
    private long before;
    private long wallNanos;
    private long after;

    private boolean looked;
    private long distrustedUntil;

    /**
     * Between these two clocks.
     *
     * @param nano as {@link System#nanoTime}
     * @param wall in nanoseconds since 1970
     */
    StampClock(LongSupplier nano, LongSupplier wall) {
        this.nano = nano;
        this.wall = wall;
    }

    /** Looks at both clocks: stamps that are older than this can be turned. */
    void look() {
        long low = before - wallNanos;
        long high = after - wallNanos;
        long best = Long.MAX_VALUE;
        for (int i = 0; i < TRIES && best > NARROW_NANOS; i++) {
            long b = nano.getAsLong();
            long w = wall.getAsLong();
            long a = nano.getAsLong();
            if (a - b < best) {
                best = a - b;
                before = b;
                wallNanos = w;
                after = a;
            }
        }
        boolean set = looked && (before - wallNanos > high || after - wallNanos < low);
        if (!looked || set) {
            distrustedUntil = after + (set ? DISTRUST_NANOS : 0);
            looked = true;
        }
    }

    /** When a datagram came in that was stamped so before the last look; {@link #NONE} if the stamp does not count. */
    long arrivalNanos(long stamp) {
        return counts(stamp) ? after - (wallNanos - stamp) : NONE;
    }

    /** When a datagram left that was stamped so before the last look; {@link #NONE} if the stamp does not count. */
    long departureNanos(long stamp) {
        return counts(stamp) ? before - (wallNanos - stamp) : NONE;
    }

    private boolean counts(long stamp) {
        long age = wallNanos - stamp;
        return age >= 0 && age < OLDEST_NANOS && after - distrustedUntil >= 0;
    }
}
