package io.campanile.clock;

import io.campanile.clock.ClusterClock.Registration;
import io.campanile.clock.ClusterClock.StatusListener;
import io.campanile.core.discipline.ClockStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a listener of every change of a clock's status. Its {@link ClockWatch} calls it; any thread may end it. */
final class StatusWatcher implements ClockWatch.Watcher, Registration {

    private static final Logger log = LoggerFactory.getLogger(StatusWatcher.class);

    private final StatusListener listener;
    private ClockStatus known;
    private volatile boolean ended;

    StatusWatcher(StatusListener listener, ClockStatus known) {
        this.listener = listener;
        this.known = known;
    }

    @Override
    public long look(ClusterReading now) {
        ClockStatus before = known;
        known = now.status();
        if (before != known && !ended) {
            tell(before, known);
        }
        if (ended) {
            return -1;
        }
        long until = now.timeline().statusHoldsUntil(now.localNanos());
        return until == Long.MAX_VALUE ? ClockWatch.NEVER : until - now.localNanos();
    }

    private void tell(ClockStatus before, ClockStatus now) {
        try {
            listener.onChange(before, now);
        } catch (RuntimeException e) {
            log.warn("a listener for the clock's status failed", e);
        }
    }

    @Override
    public void onClose(RuntimeException why) {
        ended = true;
    }

    @Override
    public void close() {
        ended = true;
    }
}
