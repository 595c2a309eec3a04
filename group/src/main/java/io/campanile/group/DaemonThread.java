package io.campanile.group;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Threads of this module: they keep no process alive, and what comes too late for them is dropped. */
final class DaemonThread {

    private static final long STOP_SECONDS = 2;

    private DaemonThread() {}

    /**
     * A thread for tasks, some of which are repeated.
     *
     * @param broken hears what a task has thrown, which the thread calls; one that is repeated is not any more
     */
    static ScheduledExecutorService named(String name, Consumer<Throwable> broken) {
        ScheduledThreadPoolExecutor thread = new Single(name, broken);
        thread.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
        return thread;
    }

    /** Without this, nobody would hear of a task that has ended with an exception. */
    private static final class Single extends ScheduledThreadPoolExecutor {

        private final Consumer<Throwable> broken;

        Single(String name, Consumer<Throwable> broken) {
            super(1, task -> made(name, task));
            this.broken = broken;
        }

        @Override
        protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
            if (task instanceof Future<?> future && future.isDone() && !future.isCancelled()) {
                try {
                    future.get();
                } catch (ExecutionException e) {
                    broken.accept(e.getCause());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** Does this once. */
    static void start(String name, Runnable task) {
        made(name, task).start();
    }

    private static Thread made(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Has the thread do this; false if it has stopped. */
    static boolean execute(ExecutorService thread, Runnable task) {
        try {
            thread.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Has it do what it was given, and end. */
    static void stop(ExecutorService thread) {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
