package io.campanile.core;

/**
 * Lets a burst through at once, and after that one in each interval: the generic cell rate algorithm (ITU-T I.371).
 *
 * <p>Not thread-safe.
 */
public final class RateLimit {

    private final long eachNanos;
    private final long toleranceNanos;
    private long dueNanos = Long.MIN_VALUE;

    /**
     * A limit that nothing has used yet.
     *
     * @param burst how many at once; 1 and more
     * @param eachNanos how long it takes until one more may follow
     */
    public RateLimit(int burst, long eachNanos) {
        this.eachNanos = eachNanos;
        this.toleranceNanos = (burst - 1) * eachNanos;
    }

    /** Whether one more may pass now; if so, it has. */
    public boolean admits(long nowNanos) {
        return admits(1, nowNanos);
    }

    /** Whether something may pass now that counts as so many; if so, it has. It may use up more than is left. */
    public boolean admits(int cost, long nowNanos) {
        long due = Math.max(dueNanos, nowNanos);
        if (due - nowNanos > toleranceNanos) {
            return false;
        }
        dueNanos = due + cost * eachNanos;
        return true;
    }
}
