package io.campanile.master;

import io.campanile.core.LocalClock;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Work that concerns many slaves of one event loop, done in slices and at a pace, so that a message that comes in meanwhile
 * is stamped in time.
 *
 * <p>The event loop runs it.
 *
 * @param <S> what one piece of work is about
 * @param <T> what may come of it
 */
final class Slices<S, T> implements Runnable {

    /** What is done at once: for reports some tens of microseconds, for messages some hundreds. */
    private static final int SLICE = 64;

    /** Whatever is due within this time is done together. */
    private static final long PAUSE_NANOS = 200_000;

    private final EventExecutor loop;
    private final LocalClock clock;
    private final List<S> all;
    private final Function<S, Optional<T>> work;
    private final long paceNanos;
    private final CompletableFuture<List<T>> done = new CompletableFuture<>();
    private final long startNanos;
    private final List<T> results;
    private int next;

    private Slices(EventExecutor loop, LocalClock clock, List<S> all, Function<S, Optional<T>> work, long paceNanos) {
        this.loop = loop;
        this.clock = clock;
        this.all = all;
        this.work = work;
        this.paceNanos = paceNanos;
        this.startNanos = clock.nanos();
        this.results = new ArrayList<>(all.size());
    }

    /**
     * Does the first slice now. On the event loop.
     *
     * @param paceNanos how long to take for each; 0 for as fast as the loop allows
     * @return what came of all of it, in the same order; fails with whatever one of them throws
     */
    static <S, T> CompletableFuture<List<T>> start(
            EventExecutor loop, LocalClock clock, List<S> all, Function<S, Optional<T>> work, long paceNanos) {
        Slices<S, T> slices = new Slices<>(loop, clock, all, work, paceNanos);
        slices.run();
        return slices.done;
    }

    @Override
    public void run() {
        int end = (int) Math.min(Math.min(all.size(), due()), next + SLICE);
        try {
            for (; next < end; next++) {
                work.apply(all.get(next)).ifPresent(results::add);
            }
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
            return;
        }
        if (next == all.size()) {
            done.complete(results);
        } else {
            // Not execute(): what is in the queue already runs before the loop looks at its sockets again.
            loop.schedule(this, next < due() ? 0 : PAUSE_NANOS, TimeUnit.NANOSECONDS);
        }
    }

    /** How many should be done by now. */
    private long due() {
        return paceNanos == 0 ? Long.MAX_VALUE : (clock.nanos() - startNanos + PAUSE_NANOS) / paceNanos;
    }
}
