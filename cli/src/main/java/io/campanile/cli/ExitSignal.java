package io.campanile.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets a command run until its time is over or the process is asked to end (Ctrl-C, {@code docker stop}), and finish
 * properly in both cases: on a signal the JVM waits until the command is done.
 */
public final class ExitSignal implements AutoCloseable {

    /** How long the JVM waits for a command that was asked to end. */
    private static final long PATIENCE_MILLIS = 3000;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::onSignal, "campanile-exit");

    /** Listens from now on. */
    public ExitSignal() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void onSignal() {
        asked.countDown();
        try {
            done.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits.
     *
     * @param longest for how long at most; null for no end
     * @return whether the process was asked to end
     */
    public boolean await(@Nullable Duration longest) throws InterruptedException {
        if (longest == null) {
            asked.await();
            return true;
        }
        return asked.await(Math.max(0, longest.toNanos()), TimeUnit.NANOSECONDS);
    }

    /** Has the command end as on a signal. */
    public void end() {
        asked.countDown();
    }

    /** The command is done. */
    @Override
    public void close() {
        done.countDown();
        if (asked.getCount() > 0) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
