package io.campanile.os;

import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Who wants to know when which datagram left: the kernel numbers what a socket sends, and this does so alike. Not thread-safe. */
final class Departures {

    /** A stamp that comes after so many more datagrams is too late for anybody. */
    private static final int MOST = 1024;

    private final @Nullable LongConsumer[] waiting = new LongConsumer[MOST];
    private int next;

    /** One was sent. */
    void sent(@Nullable LongConsumer listener) {
        waiting[next & MOST - 1] = listener;
        next++;
    }

    /** The kernel's stamp of one has come. */
    void left(long number, long atNanos) {
        int ago = next - (int) number;
        int place = (int) number & MOST - 1;
        LongConsumer listener = waiting[place];
        if (ago > 0 && ago <= MOST && listener != null) {
            waiting[place] = null;
            listener.accept(atNanos);
        }
    }

    /** The kernel numbers from 0 again; who waits gets no answer. */
    void restart() {
        Arrays.fill(waiting, null);
        next = 0;
    }
}
