package io.campanile.load.failover;

/**
 * What was seen of all clocks from one moment to another. Not thread-safe.
 *
 * <p>The extremes are those of single moments: nothing is averaged away.
 */
final class Stretch {

    private long apartNanos;
    private long boundNanos;
    private long uncorrectedNanos;

    /**
     * Takes a moment.
     *
     * @param apart how far the two clocks that differ most were apart
     * @param bound the greatest error that any of them stated
     * @param uncorrected how long ago the one was corrected that had waited for longest
     */
    void add(long apart, long bound, long uncorrected) {
        apartNanos = Math.max(apartNanos, apart);
        boundNanos = Math.max(boundNanos, bound);
        uncorrectedNanos = Math.max(uncorrectedNanos, uncorrected);
    }

    /** How far any two clocks were apart at most. */
    long apartNanos() {
        return apartNanos;
    }

    /** The greatest error that any clock stated. */
    long boundNanos() {
        return boundNanos;
    }

    /** The longest time that any clock went without a correction. */
    long uncorrectedNanos() {
        return uncorrectedNanos;
    }
}
