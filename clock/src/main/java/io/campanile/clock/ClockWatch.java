package io.campanile.clock;

import io.campanile.clock.ClusterClock.Registration;
import io.campanile.clock.ClusterClock.StatusListener;
import io.campanile.core.discipline.ClockStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a clock for those who wait for it: after each correction, and when the time has come that they wait for. While
 * nobody waits it costs a correction one volatile read, and it never costs a reader of the clock anything.
 *
 * <p>The public face is thread-safe; all watchers belong to the timer's thread.
 */
final class ClockWatch {

    /** When to look again for a watcher that only a correction can help. */
    static final long NEVER = Long.MAX_VALUE;

    /** A local clock that stands still must not keep the event loop busy. */
    private static final long LEAST_WAIT_NANOS = 10_000;

    /** That the local clock was disrupted has to be noticed though nobody reads it. */
    static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** A slew brings the served time closer to its target by a millisecond in so long. */
    private static final long LOOK_AGAIN_NANOS = 100_000_000;

    private final ClusterClock clock;
    private final ClockTimer timer;
    private final long heartbeatNanos;
    private volatile boolean watched;

    // The timer's thread alone uses these.
    private final List<Watcher> watchers = new ArrayList<>();
    private long wakeAtNanos = NEVER;
    private @Nullable RuntimeException closed;

    /** Somebody who waits. */
    interface Watcher {

        /** Looks at the clock; returns in how many nanoseconds to look again, {@link #NEVER}, or less than 0 when done. */
        long look(ClusterReading now);

        /** There is nothing more to see, and why. */
        void onClose(RuntimeException why);
    }

    /**
     * Nobody waits yet.
     *
     * @param heartbeatNanos how often to look for those who wait, at least
     */
    ClockWatch(ClusterClock clock, ClockTimer timer, long heartbeatNanos) {
        this.clock = clock;
        this.timer = timer;
        this.heartbeatNanos = heartbeatNanos;
    }

    /** How long until a moment has certainly passed, unless a correction comes first; less than 0 when it has. */
    static long nanosUntilAfter(Instant moment, ClusterReading now) {
        return now.status() == ClockStatus.UNSYNCHRONIZED
                ? NEVER
                : TimeUnit.NANOSECONDS.convert(Duration.between(now.interval().earliest(), moment));
    }

    /** Less than 0 when the clock is synchronized. */
    static long nanosUntilSynchronized(ClusterReading now) {
        return now.status() == ClockStatus.SYNCHRONIZED ? -1 : NEVER;
    }

    /** Less than 0 when the clock is synchronized and off by no more than this. Until then it may come closer without a correction. */
    static long nanosUntilWithin(long mostNanos, ClusterReading now) {
        if (now.status() != ClockStatus.SYNCHRONIZED) {
            return NEVER;
        }
        return now.errorNanos() <= mostNanos ? -1 : LOOK_AGAIN_NANOS;
    }

    /** Completes when there is no time left to wait. */
    CompletionStage<Void> await(ToLongFunction<ClusterReading> nanosLeft) {
        return waiter(nanosLeft).done();
    }

    /** Waits until there is no time left to wait. */
    void block(ToLongFunction<ClusterReading> nanosLeft, Duration timeout)
            throws InterruptedException, TimeoutException {
        if (timer.isCurrent()) {
            throw new IllegalStateException("this thread keeps the clock, and cannot wait for it: use a stage");
        }
        CompletableFuture<Void> done = waiter(nanosLeft).done();
        try {
            done.get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            Throwable why = Objects.requireNonNullElse(e.getCause(), e);
            throw new IllegalStateException(why.getMessage(), why);
        } catch (TimeoutException e) {
            ClusterReading now = clock.read();
            String off = now.isBounded() ? ", off by %s at most".formatted(Duration.ofNanos(now.errorNanos())) : "";
            String detail = "not within %s; the clock is %s%s".formatted(timeout, now.status(), off);
            throw (TimeoutException) new TimeoutException(detail).initCause(e);
        } finally {
            done.cancel(false);
        }
    }

    private Waiter waiter(ToLongFunction<ClusterReading> nanosLeft) {
        Waiter waiter = new Waiter(nanosLeft, new CompletableFuture<>());
        if (waiter.look(clock.read()) >= 0) {
            add(waiter);
        }
        return waiter;
    }

    Registration tell(StatusListener listener, ClockStatus since) {
        StatusWatcher watcher = new StatusWatcher(listener, since);
        add(watcher);
        return watcher;
    }

    private void add(Watcher watcher) {
        run(
                () -> {
                    if (closed != null) {
                        watcher.onClose(closed);
                    } else {
                        watchers.add(watcher);
                        watched = true;
                        look();
                    }
                },
                () -> watcher.onClose(closedBySlave()));
    }

    /** The clock has been corrected, or promises nothing any more. */
    void changed() {
        if (watched) {
            run(this::look, () -> {});
        }
    }

    void close() {
        close(closedBySlave());
    }

    void close(RuntimeException why) {
        run(() -> end(why), () -> end(why));
    }

    private static RuntimeException closedBySlave() {
        return new IllegalStateException("the slave that keeps this clock was closed");
    }

    private void end(RuntimeException why) {
        if (closed == null) {
            closed = why;
        }
        watchers.forEach(watcher -> watcher.onClose(why));
        watchers.clear();
        watched = false;
    }

    private void run(Runnable work, Runnable whenStopped) {
        try {
            timer.execute(work);
        } catch (RejectedExecutionException e) {
            whenStopped.run();
        }
    }

    private void look() {
        ClusterReading now = clock.read();
        long wait = NEVER;
        for (Iterator<Watcher> all = watchers.iterator(); all.hasNext(); ) {
            long again = all.next().look(now);
            if (again < 0) {
                all.remove();
            } else {
                wait = Math.min(wait, again);
            }
        }
        watched = !watchers.isEmpty();
        if (wait != NEVER) {
            wake(now.localNanos(), Math.max(LEAST_WAIT_NANOS, Math.min(heartbeatNanos, wait)));
        }
    }

    private void wake(long localNanos, long wait) {
        long at = localNanos + wait;
        if (at < wakeAtNanos) {
            wakeAtNanos = at;
            timer.schedule(() -> onWake(at), wait);
        }
    }

    private void onWake(long at) {
        if (at == wakeAtNanos) {
            wakeAtNanos = NEVER;
        }
        look();
    }

    /**
     * Waits for one thing.
     *
     * @param nanosLeft for how long still, as it seems; less than 0 for no longer
     * @param done completes then
     */
    private record Waiter(ToLongFunction<ClusterReading> nanosLeft, CompletableFuture<Void> done) implements Watcher {

        @Override
        public long look(ClusterReading now) {
            // Whoever waited may have given up.
            long left = done.isDone() ? -1 : nanosLeft.applyAsLong(now);
            if (left < 0) {
                done.complete(null);
            }
            return left;
        }

        @Override
        public void onClose(RuntimeException why) {
            done.completeExceptionally(why);
        }
    }
}
