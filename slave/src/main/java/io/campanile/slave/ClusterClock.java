package io.campanile.slave;

import io.campanile.core.LocalClock;
import io.campanile.core.Units;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Decision;
import io.campanile.core.discipline.Discipline;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.discipline.SteeredClock;
import io.campanile.core.discipline.Steering;
import io.campanile.core.discipline.Timeline;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The cluster's time, to be read by any thread.
 *
 * <p>Before the first correction it shows the local clock and is {@link ClockStatus#UNSYNCHRONIZED}. The first correction
 * may move it either way. From then on it never goes back: not for one thread, and not for two that pass a reading on.
 * Without corrections it runs on at its last rate; {@link #interval} widens, and is unbounded once the last correction
 * has expired.
 *
 * <p>Readers never lock, wait or allocate in {@link #nanos}. Corrections come from one conversation at a time, but any
 * thread may bring them.
 */
public final class ClusterClock implements InstantSource, SteeredClock {

    private static final AtomicReferenceFieldUpdater<ClusterClock, Snapshot> SNAPSHOT =
            AtomicReferenceFieldUpdater.newUpdater(ClusterClock.class, Snapshot.class, "snapshot");

    private final LocalClock local;
    private final Discipline discipline;
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

    /** A clock that nobody has corrected yet. */
    public ClusterClock(LocalClock local, DisciplineLimits limits) {
        this.local = local;
        this.discipline = new Discipline(limits);
    }

    /** Cluster time in nanoseconds since 1970-01-01T00:00Z. */
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

    /** The same moment's reading with its error, status and local time. */
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
    public Instant instant() {
        return toInstant(nanos());
    }

    /** Where cluster time lies now, for certain; unbounded while unsynchronized. */
    public TimeInterval interval() {
        ClusterReading now = read();
        if (now.status() == ClockStatus.UNSYNCHRONIZED) {
            return TimeInterval.UNKNOWN;
        }
        return new TimeInterval(
                toInstant(now.clusterNanos() - now.errorNanos()), toInstant(now.clusterNanos() + now.errorNanos()));
    }

    /** How far the clock can be trusted now. */
    public ClockStatus status() {
        return snapshot.timeline.status(local.nanos());
    }

    @Override
    public ClockState state(long localNanos) {
        return snapshot.timeline.state(localNanos);
    }

    @Override
    public synchronized Decision steer(Steering steering) {
        Timeline before = discipline.timeline();
        if (!before.everCorrected()) {
            Decision first = discipline.decide(steering, local.nanos());
            snapshot = Snapshot.open(discipline.timeline());
            return first;
        }
        snapshot = Snapshot.writing(before);
        Decision decision = discipline.decide(steering, local.nanos());
        snapshot = Snapshot.guarded(discipline.timeline());
        return decision;
    }

    private static Instant toInstant(long nanos) {
        return Instant.ofEpochSecond(
                Math.floorDiv(nanos, Units.SECOND_NANOS), Math.floorMod(nanos, Units.SECOND_NANOS));
    }
}
