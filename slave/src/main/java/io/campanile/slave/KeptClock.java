package io.campanile.slave;

import io.campanile.clock.ClockTimer;
import io.campanile.clock.ClusterClock;
import io.campanile.clock.ClusterClock.Registration;
import io.campanile.clock.DisciplinedClock;
import io.campanile.clock.SystemClock;
import io.campanile.core.LocalClock;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The clock that a slave keeps: its own, which ends with the slave, or one of the caller's, which goes on.
 *
 * <p>Thread-safe.
 */
final class KeptClock implements AutoCloseable {

    private final DisciplinedClock clock;
    private final boolean own;
    private final List<Registration> listeners;
    /** Completes with the reason why it will never be synchronized. */
    private final CompletableFuture<RuntimeException> over = new CompletableFuture<>();

    /**
     * The clock that the builder describes.
     *
     * @param loop serves those who wait for it, if it is the slave's own
     */
    KeptClock(SlaveBuilder options, EventLoop loop) {
        DisciplinedClock given = options.clock;
        own = given == null;
        clock = given == null
                ? new DisciplinedClock(
                        local(options), options.discipline, ClockTimer.on(loop, loop::inEventLoop), options.recorder)
                : given;
        listeners = options.listeners.stream().map(clock::onStatusChange).toList();
    }

    private static LocalClock local(SlaveBuilder options) {
        return options.local == null ? new SystemClock() : options.local;
    }

    DisciplinedClock clock() {
        return clock;
    }

    /** Completes when the clock is synchronized; fails with {@link IllegalStateException} if this is closed before that. */
    CompletionStage<ClusterClock> awaitSynchronized() {
        CompletableFuture<Void> waiting = clock.awaitSynchronized().toCompletableFuture();
        if (!waiting.isDone()) {
            over.thenAccept(waiting::completeExceptionally);
        }
        return waiting.thenApply(done -> clock);
    }

    /** Ends every wait of this slave; of anybody, if the clock is its own. Nothing will ever correct it. */
    void fail(RuntimeException why) {
        over.complete(why);
        if (own) {
            clock.fail(why);
        }
    }

    /** Ends every wait of this slave and forgets its listeners. A clock of the caller's stays open. Idempotent. */
    @Override
    public void close() {
        over.complete(new IllegalStateException("the slave that keeps this clock was closed"));
        listeners.forEach(Registration::close);
        if (own) {
            clock.close();
        }
    }
}
