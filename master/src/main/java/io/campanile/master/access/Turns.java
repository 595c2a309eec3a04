package io.campanile.master.access;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Has those who are being let in take turns on an event loop, in the order in which they ask: for {@link #TURN_NANOS} at a stretch, and
 * one step at least; then come {@link #PAUSE_NANOS} in which the loop hears who is in. So a thousand who come at once cost a round nothing.
 *
 * <p>One for each event loop, which alone calls it.
 */
final class Turns {

    /** Some handshakes' steps. */
    static final long TURN_NANOS = 2_000_000;

    /** Half of a loop is for those who come, if they are many. */
    static final long PAUSE_NANOS = 2_000_000;

    private final EventExecutor loop;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean busy;

    Turns(EventExecutor loop) {
        this.loop = loop;
    }

    /** Somebody's next step, which is carried out soon. It throws nothing. */
    void take(Runnable step) {
        waiting.add(step);
        if (!busy) {
            busy = true;
            loop.execute(this::turn);
        }
    }

    private void turn() {
        long began = System.nanoTime();
        do {
            Runnable next = waiting.poll();
            if (next == null) {
                busy = false;
                return;
            }
            next.run();
        } while (System.nanoTime() - began < TURN_NANOS);
        // A pause also when nobody waits: who comes now comes after it.
        loop.schedule(this::turn, PAUSE_NANOS, TimeUnit.NANOSECONDS);
    }
}
