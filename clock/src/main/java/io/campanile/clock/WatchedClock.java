package io.campanile.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A cluster clock, as far as others wait for it: they are served by its {@link ClockTimer}.
 *
 * <p>Thread-safe.
 */
public abstract class WatchedClock implements ClusterClock, AutoCloseable {

    private final ClockWatch watch;

    /**
     * Nobody waits yet.
     *
     * @param timer completes the stages and calls the listeners
     * @param heartbeatNanos how often to look for those who wait, at least
     */
    WatchedClock(ClockTimer timer, long heartbeatNanos) {
        this.watch = new ClockWatch(this, timer, heartbeatNanos);
    }

    /** The clock has been corrected, or promises nothing any more: those who wait are to look. */
    final void changed() {
        watch.changed();
    }

    @Override
    public CompletionStage<Void> awaitAfter(Instant moment) {
        return watch.await(now -> ClockWatch.nanosUntilAfter(moment, now));
    }

    @Override
    public void awaitAfter(Instant moment, Duration timeout) throws InterruptedException, TimeoutException {
        watch.block(now -> ClockWatch.nanosUntilAfter(moment, now), timeout);
    }

    @Override
    public CompletionStage<Void> awaitSynchronized() {
        return watch.await(ClockWatch::nanosUntilSynchronized);
    }

    @Override
    public void awaitSynchronized(Duration timeout) throws InterruptedException, TimeoutException {
        watch.block(ClockWatch::nanosUntilSynchronized, timeout);
    }

    @Override
    public void awaitSynchronized(Duration timeout, Duration maxError) throws InterruptedException, TimeoutException {
        if (maxError.isNegative() || maxError.isZero()) {
            throw new IllegalArgumentException("the largest error is %s; choose more than nothing".formatted(maxError));
        }
        long most = TimeUnit.NANOSECONDS.convert(maxError);
        watch.block(now -> ClockWatch.nanosUntilWithin(most, now), timeout);
    }

    @Override
    public Registration onStatusChange(StatusListener listener) {
        return watch.tell(listener, status());
    }

    /** Ends every wait and forgets every listener. The clock goes on as if the master were gone. Idempotent. */
    @Override
    public void close() {
        watch.close();
    }

    /**
     * The same, for a clock that nothing will ever correct: whoever waits for it, now or later, fails with the reason. The
     * first reason counts.
     */
    public void fail(RuntimeException why) {
        watch.close(why);
    }
}
