package io.campanile.os;

import io.netty.util.concurrent.FastThreadLocal;
import java.io.IOException;

/**
 * A look at the bytes that wait in a connection, and at the kernel's stamp of the last of them, which takes neither away.
 *
 * <p>Not thread-safe: each event loop has its own, for all of its connections.
 */
final class Glance {

    private static final FastThreadLocal<Glance> OF_THREAD = new FastThreadLocal<>() {
        @Override
        protected Glance initialValue() {
            return new Glance();
        }
    };

    /** More than a slave and a master ever say at once. */
    static final int MOST_BYTES = 2048;

    private final Inbox inbox = new Inbox(1, MOST_BYTES);
    private final StampClock wall = StampClock.ofWall();
    private final StampBudget budget = new StampBudget(false, System.nanoTime());
    private long arrivedNanos = StampClock.NONE;

    private Glance() {}

    /** That of the event loop that asks. */
    static Glance ofThisThread() {
        return OF_THREAD.get();
    }

    /**
     * Looks.
     *
     * @param always whether it does so however often it was asked lately
     * @return how many bytes wait, {@link #MOST_BYTES} at most; 0 if none do, or if it did not look
     */
    int at(int socket, boolean always) {
        arrivedNanos = StampClock.NONE;
        if (!always && !budget.covers(System.nanoTime())) {
            return 0;
        }
        try {
            if (inbox.receive(socket, Libc.MSG_PEEK) == 0) {
                return 0;
            }
        } catch (IOException e) {
            // The connection has broken, which whoever reads it is told as well.
            return 0;
        }
        wall.look();
        long stamp = inbox.stampNanos(0);
        arrivedNanos = stamp == Inbox.NONE ? StampClock.NONE : wall.latestNanos(stamp);
        return inbox.length(0);
    }

    /** When the last of those bytes came in, by {@link System#nanoTime}; {@link StampClock#NONE} if that is not known. */
    long arrivedNanos() {
        return arrivedNanos;
    }
}
