package io.campanile.slave;

import io.campanile.core.LocalClock;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.session.SlaveSession;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks after a session whose master may fall silent: tells when the master counts as quiet and when it is heard again, and
 * ends the session when its time is up. A master is not called quiet by an event loop that is late itself.
 *
 * <p>The channel's event loop calls it.
 */
final class SilenceWatch {

    /** How long to wait at least before looking again: a clock that runs slow reaches its moment late. */
    private static final long LEAST_CHECK_NANOS = 10_000_000;

    private final SlaveSession session;
    private final LocalClock local;
    private final EventExecutor loop;
    private final SessionListener listener;
    private final Consumer<Goodbye> hangUp;
    private @Nullable ScheduledFuture<?> check;
    private long checkAtNanos;

    /** Whether it looks for the second time. */
    private boolean again;

    private boolean quiet;

    /**
     * Watches nothing yet.
     *
     * @param hangUp sends the goodbye that ends the session
     */
    SilenceWatch(
            SlaveSession session,
            LocalClock local,
            EventExecutor loop,
            SessionListener listener,
            Consumer<Goodbye> hangUp) {
        this.session = session;
        this.local = local;
        this.loop = loop;
        this.listener = listener;
        this.hangUp = hangUp;
    }

    /** Begins, or takes note that the session has just come further. */
    void start() {
        stop();
        quiet = false;
        again = false;
        checkLater();
    }

    /** Something has come from the master. */
    void heard() {
        if (quiet) {
            start();
            listener.heard();
        }
    }

    /** There is nothing to watch any more. */
    void stop() {
        if (check != null) {
            check.cancel(false);
        }
    }

    /** As a rule the master was heard when this time has come. */
    private void checkLater() {
        long expires = session.patientUntilNanos() + 1;
        long next = quiet ? expires : Math.min(expires, session.quietFromNanos());
        checkAt(next);
    }

    private void checkAt(long atNanos) {
        long now = local.nanos();
        checkAtNanos = Math.max(now + LEAST_CHECK_NANOS, atNanos);
        check = loop.schedule(() -> check(), checkAtNanos - now, TimeUnit.NANOSECONDS);
    }

    private void check() {
        if (session.phase() == SlaveSession.Phase.CLOSED) {
            return;
        }
        long now = local.nanos();
        session.expire(now).ifPresentOrElse(hangUp, () -> lookAgain(now));
    }

    private void lookAgain(long now) {
        boolean becameQuiet = !quiet && now >= session.quietFromNanos();
        if (becameQuiet && !again && now - checkAtNanos > LEAST_CHECK_NANOS) {
            // It is this event loop that is late. What the master has said may wait, and is read before the loop
            // comes here again. Thousands of slaves on one busy machine would ask all other masters at once, and be
            // later still.
            again = true;
            checkAt(now);
            return;
        }
        again = false;
        quiet |= becameQuiet;
        checkLater();
        if (becameQuiet) {
            listener.quiet();
        }
    }
}
