package io.campanile.os;

/**
 * Whether stamps are worth it that are asked for one by one: those of datagrams that leave, and of what comes in over a connection.
 * Each takes the kernel and this program about as much work as the message itself: a slave, or a master of a thousand, has that to
 * spare. A master of ten thousand has not, and its many slaves make up for it.
 *
 * <p>Not thread-safe; reads no clock.
 */
final class StampBudget {

    /** Up to so many a second are worth it: a thousand slaves that are asked four times in each second. */
    static final int MOST_A_SECOND = 4_000;

    private static final long SECOND_NANOS = 1_000_000_000;

    private final boolean unlimited;
    private long sinceNanos;
    private int seen;
    private boolean stamping = true;

    /**
     * A budget of which nothing is spent.
     *
     * @param unlimited whether all are worth it
     */
    StampBudget(boolean unlimited, long nowNanos) {
        this.unlimited = unlimited;
        this.sinceNanos = nowNanos;
    }

    /** There is one more now: whether it is worth a stamp. That changes once a second at most, and back at half of the rate. */
    boolean covers(long nowNanos) {
        if (unlimited) {
            return true;
        }
        seen++;
        if (nowNanos - sinceNanos >= SECOND_NANOS) {
            double rate = seen * (double) SECOND_NANOS / (nowNanos - sinceNanos);
            stamping = rate <= (stamping ? MOST_A_SECOND : MOST_A_SECOND / 2.0);
            seen = 0;
            sinceNanos = nowNanos;
        }
        stamping &= seen <= MOST_A_SECOND;
        return stamping;
    }
}
