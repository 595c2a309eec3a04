package io.campanile.os;

/**
 * Whether departures are worth their stamps. Each takes the kernel and this program about as much work as the datagram itself: a slave, or
 * a master of a thousand, has that to spare. A master of ten thousand has not, and its many slaves make up for it.
 *
 * <p>Not thread-safe; reads no clock.
 */
final class StampBudget {

    /** Up to so many datagrams a second are stamped as they leave: a thousand slaves that are asked four times in each second. */
    static final int MOST_A_SECOND = 4_000;

    private static final long SECOND_NANOS = 1_000_000_000;

    private final boolean unlimited;
    private long sinceNanos;
    private int sent;
    private boolean stamping = true;

    /**
     * A budget of which nothing is spent.
     *
     * @param unlimited whether departures are stamped whatever that takes
     */
    StampBudget(boolean unlimited, long nowNanos) {
        this.unlimited = unlimited;
        this.sinceNanos = nowNanos;
    }

    /** One is sent now: whether departures are to be stamped. That changes once a second at most, and back at half of the rate. */
    boolean covers(long nowNanos) {
        if (unlimited) {
            return true;
        }
        sent++;
        if (nowNanos - sinceNanos >= SECOND_NANOS) {
            double rate = sent * (double) SECOND_NANOS / (nowNanos - sinceNanos);
            stamping = rate <= (stamping ? MOST_A_SECOND : MOST_A_SECOND / 2.0);
            sent = 0;
            sinceNanos = nowNanos;
        }
        stamping &= sent <= MOST_A_SECOND;
        return stamping;
    }
}
