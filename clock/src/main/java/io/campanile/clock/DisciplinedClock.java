package io.campanile.clock;

import io.campanile.core.LocalClock;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.CorrectedClock;
import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.Decision;
import io.campanile.core.discipline.Discipline;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.discipline.ObedienceLimits;
import io.campanile.core.discipline.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The cluster clock of a slave or a master: a local clock, and the corrections that a master sends.
 *
 * <p>Readers never lock, wait or allocate in {@link #nanos}. Corrections come from one master at a time, but any thread may
 * bring them. Nobody has to close the clock; but whoever waits for a clock that is not corrected any more waits until it is
 * closed.
 */
public final class DisciplinedClock implements ClusterClock, CorrectedClock, AutoCloseable {

    private static final AtomicReferenceFieldUpdater<DisciplinedClock, Snapshot> SNAPSHOT =
            AtomicReferenceFieldUpdater.newUpdater(DisciplinedClock.class, Snapshot.class, "snapshot");

    private final LocalClock local;
    private final ObedienceLimits obedience;
    private final Discipline discipline;
    private final ClockWatch watch;
    private volatile Snapshot snapshot = Snapshot.open(Timeline.INITIAL);

    /** The greatest reading handed out while a snapshot was guarded. */
    private final AtomicLong high = new AtomicLong(Long.MIN_VALUE);

    /**
     * What readers see.
     *
     * <p>A correction may slow the served time down. Between the moment from which the writer computes the new timeline
     * and its publication, a reader could hand out a later reading of the old one that the new one has yet to reach. So
     * the old timeline is republished <em>guarded</em> first, and the new one is guarded until it has passed what was
     * handed out: readings of a guarded timeline go through {@link #high}.
     */
    private static final class Snapshot {

        final Timeline timeline;
        final boolean guarded;

        /** The same timeline unguarded, for whichever reader finds it due; null while a writer is at work. */
        final @Nullable Snapshot opened;

        private Snapshot(Timeline timeline, boolean guarded, @Nullable Snapshot opened) {
            this.timeline = timeline;
            this.guarded = guarded;
            this.opened = opened;
        }

        static Snapshot open(Timeline timeline) {
            return new Snapshot(timeline, false, null);
        }

        static Snapshot guarded(Timeline timeline) {
            return new Snapshot(timeline, true, open(timeline));
        }

        static Snapshot writing(Timeline timeline) {
            return new Snapshot(timeline, true, null);
        }
    }

    /** A clock that nobody has corrected yet. Those who wait for it are served by one thread that all such clocks share. */
    public DisciplinedClock(LocalClock local, DisciplineLimits limits) {
        this(local, limits, SharedTimer.INSTANCE);
    }

    /**
     * A clock that nobody has corrected yet.
     *
     * @param local what it corrects
     * @param timer completes the stages and calls the listeners of those who wait for it
     */
    public DisciplinedClock(LocalClock local, DisciplineLimits limits, ClockTimer timer) {
        this.local = local;
        this.obedience = limits.obedience();
        this.discipline = new Discipline(limits);
        this.watch = new ClockWatch(this, timer);
    }

    /** The clock that it corrects. */
    public LocalClock local() {
        return local;
    }

    @Override
    public long nanos() {
        while (true) {
            Snapshot seen = snapshot;
            long served = serve(seen, local.nanos());
            // Still in force: so a writer that comes now starts from a later local time than this reading's.
            if (seen == snapshot) {
                return served;
            }
        }
    }

    @Override
    public ClusterReading read() {
        while (true) {
            Snapshot seen = snapshot;
            long localNanos = local.nanos();
            long served = serve(seen, localNanos);
            if (seen == snapshot) {
                return reading(seen.timeline, localNanos, served);
            }
        }
    }

    private static ClusterReading reading(Timeline timeline, long localNanos, long served) {
        ClockStatus status = timeline.status(localNanos);
        // A guarded reading may be held back a little: that, too, is an error.
        long error = status == ClockStatus.UNSYNCHRONIZED
                ? Timeline.UNKNOWN_ERROR
                : timeline.errorNanos(localNanos) + served - timeline.served(localNanos);
        return new ClusterReading(localNanos, served, error, status, timeline);
    }

    private long serve(Snapshot seen, long localNanos) {
        long served = seen.timeline.served(localNanos);
        if (!seen.guarded) {
            return served;
        }
        long handedOut = high.getAndAccumulate(served, Math::max);
        if (seen.opened != null && served >= handedOut) {
            SNAPSHOT.compareAndSet(this, seen, seen.opened);
        }
        return Math.max(served, handedOut);
    }

    @Override
    public ClockStatus status() {
        return snapshot.timeline.status(local.nanos());
    }

    @Override
    public ClockState state(long localNanos) {
        return snapshot.timeline.state(localNanos);
    }

    @Override
    public ObedienceLimits obedience() {
        return obedience;
    }

    @Override
    public Decision correct(Correction correction) {
        Decision decision = decide(correction);
        watch.corrected();
        return decision;
    }

    private synchronized Decision decide(Correction correction) {
        Timeline before = discipline.timeline();
        if (!before.everCorrected()) {
            Decision first = discipline.decide(correction, local.nanos());
            snapshot = Snapshot.open(discipline.timeline());
            return first;
        }
        snapshot = Snapshot.writing(before);
        Decision decision = discipline.decide(correction, local.nanos());
        snapshot = Snapshot.guarded(discipline.timeline());
        return decision;
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
