package io.campanile.os;

import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Who wants to know when which datagram left: the kernel numbers what a socket sends, and this does so alike. What the kernel tells is
 * told on at once; a network card may tell it better afterwards. Not thread-safe.
 */
final class Departures {

    /** Nobody waits for the stamp. */
    static final long NOBODY = Long.MAX_VALUE;

    /** A stamp that comes after so many more datagrams is too late for anybody. */
    private static final int MOST = 1024;

    private final @Nullable LongConsumer[] waiting = new LongConsumer[MOST];
    private final long[] soonest = new long[MOST];
    private int next;

    /**
     * One was sent.
     *
     * @param atNanos before that, by {@link System#nanoTime}
     */
    void sent(@Nullable LongConsumer listener, long atNanos) {
        waiting[next & MOST - 1] = listener;
        soonest[next & MOST - 1] = atNanos;
        next++;
    }

    /** Since when one may have left, as far as is known; {@link #NOBODY} if nobody wants to know more. */
    long soonestNanos(long number) {
        int ago = next - (int) number;
        int place = (int) number & MOST - 1;
        return ago > 0 && ago <= MOST && waiting[place] != null ? soonest[place] : NOBODY;
    }

    /**
     * A stamp of one has come.
     *
     * @param last whether no better one comes
     */
    void left(long number, long atNanos, boolean last) {
        int place = (int) number & MOST - 1;
        LongConsumer listener = waiting[place];
        if (listener == null || soonestNanos(number) == NOBODY) {
            return;
        }
        if (last) {
            waiting[place] = null;
        }
        soonest[place] = atNanos;
        listener.accept(atNanos);
    }

    /** The kernel numbers from 0 again; who waits gets no answer. */
    void restart() {
        Arrays.fill(waiting, null);
        next = 0;
    }
}
