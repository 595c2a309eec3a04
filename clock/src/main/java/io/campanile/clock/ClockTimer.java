package io.campanile.clock;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Where those who wait for a {@link DisciplinedClock} are served: one piece of work at a time, in the order in which it
 * was given.
 */
public interface ClockTimer {

    /**
     * Does this soon.
     *
     * @throws java.util.concurrent.RejectedExecutionException if it has stopped working
     */
    void execute(Runnable work);

    /** Does this after this many nanoseconds. */
    void schedule(Runnable work, long delayNanos);

    /** Whether the caller is its thread, which must not wait for itself. */
    boolean isCurrent();

    /**
     * Works on an executor, such as an event loop.
     *
     * @param executor does one piece of work at a time
     * @param isCurrent whether the calling thread is the executor's
     */
    static ClockTimer on(ScheduledExecutorService executor, BooleanSupplier isCurrent) {
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
                return isCurrent.getAsBoolean();
            }
        };
    }
}
