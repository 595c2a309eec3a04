package io.campanile.core;

import java.util.function.LongSupplier;

/**
 * What two clocks of a machine showed as nearly at one moment as they can be read: the second one was read between two readings of the
 * first.
 *
 * @param beforeNanos what the first one showed just before the second was read
 * @param otherNanos what the second one showed
 * @param widthNanos by how much later the first one was read again
 */
public record TwoClocks(long beforeNanos, long otherNanos, long widthNanos) {

    /**
     * Reads them again and again, and takes the readings of the first that lie closest together: the process may have waited for a
     * processor between the others.
     *
     * @param reads how often to try at most; 1 and more
     * @param closeNanos which width is good enough
     */
    public static TwoClocks read(LongSupplier clock, LongSupplier other, int reads, long closeNanos) {
        long closest = Long.MAX_VALUE;
        TwoClocks found = new TwoClocks(0, 0, 0);
        for (int i = 0; i < reads && closest > closeNanos; i++) {
            long before = clock.getAsLong();
            long shown = other.getAsLong();
            long width = clock.getAsLong() - before;
            // A machine that is restored between the two readings may have gone back: that tells nothing.
            if (width >= 0 && width < closest) {
                closest = width;
                found = new TwoClocks(before, shown, width);
            }
        }
        return found;
    }

    /** What the first one showed just after the second was read. */
    public long afterNanos() {
        return beforeNanos + widthNanos;
    }

    /** What the first one showed as the second was read, give or take half of the width. */
    public long atNanos() {
        return beforeNanos + widthNanos / 2;
    }

    /** The second one minus the first: the best guess. */
    public long aheadNanos() {
        return otherNanos - atNanos();
    }

    /** Where that lies for certain. */
    public Interval ahead() {
        return new Interval(otherNanos - afterNanos(), otherNanos - beforeNanos);
    }
}
