package io.campanile.slave;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;

/** Where a {@link ClockWatch} works: one piece of work at a time, in the order in which it was given. */
interface ClockTimer {

    /**
     * Does this soon.
     *
     * @throws java.util.concurrent.RejectedExecutionException if it has stopped working
     */
    void execute(Runnable work);

    /** Does this after so many nanoseconds. */
    void schedule(Runnable work, long delayNanos);

    /** Whether the caller is its thread, which must not wait for itself. */
    boolean isCurrent();

    /** Works on an event loop. */
    static ClockTimer on(EventExecutor executor) {
        return new ClockTimer() {
            @Override
            public void execute(Runnable work) {
                executor.execute(work);
            }

            @Override
            public void schedule(Runnable work, long delayNanos) {
                executor.schedule(work, delayNanos, TimeUnit.NANOSECONDS);
            }

            @Override
            public boolean isCurrent() {
                return executor.inEventLoop();
            }
        };
    }
}
