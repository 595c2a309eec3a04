package io.campanile.clock;

import io.campanile.core.LocalClock;
import io.campanile.core.Units;
import io.campanile.core.discipline.ClockRecorder;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.CorrectedClock;
import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.Decision;
import io.campanile.core.discipline.Discipline;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.discipline.ObedienceLimits;
import io.campanile.core.discipline.Timeline;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster clock of a slave or a master: a local clock, and the corrections that a master sends.
 *
 * <p>Readers never lock, wait or allocate in {@link #nanos}. Whoever asks for more than that has the local clock say whether it
 * {@linkplain LocalClock#disruptions was disrupted}: the first to find that out voids what the last correction promised, and has an
 * answer afterwards. Corrections come from one master at a time, but any thread may bring them. Nobody has to close the clock; but
 * whoever waits for a clock that is not corrected any more waits until it is closed.
 */
public final class DisciplinedClock extends WatchedClock implements CorrectedClock {

    private static final Logger log = LoggerFactory.getLogger(DisciplinedClock.class);

    private static final AtomicReferenceFieldUpdater<DisciplinedClock, Snapshot> SNAPSHOT =
            AtomicReferenceFieldUpdater.newUpdater(DisciplinedClock.class, Snapshot.class, "snapshot");

    private final LocalClock local;
    private final ObedienceLimits obedience;
    private final Discipline discipline;
    private volatile Snapshot snapshot;

    /** The greatest reading handed out while a snapshot was guarded. */
    private final AtomicLong high = new AtomicLong(Long.MIN_VALUE);

    /** A clock that nobody has corrected yet. Those who wait for it are served by one thread that all such clocks share. */
    public DisciplinedClock(LocalClock local, DisciplineLimits limits) {
        this(local, limits, SharedTimer.INSTANCE);
    }

    /** The same for one of which somebody hears what it is told and decides. */
    public DisciplinedClock(LocalClock local, DisciplineLimits limits, ClockRecorder recorder) {
        this(local, limits, SharedTimer.INSTANCE, recorder);
    }

    /**
     * A clock that nobody has corrected yet.
     *
     * @param local what it corrects
     * @param timer completes the stages and calls the listeners of those who wait for it
     */
    public DisciplinedClock(LocalClock local, DisciplineLimits limits, ClockTimer timer) {
        this(local, limits, timer, ClockRecorder.NONE);
    }

    /**
     * The same for one that is recorded.
     *
     * @param recorder hears what it is told and decides; called by whoever corrects it or finds that it was disrupted, one at a time
     */
    public DisciplinedClock(LocalClock local, DisciplineLimits limits, ClockTimer timer, ClockRecorder recorder) {
        this(local, limits, timer, recorder, ClockWatch.HEARTBEAT_NANOS);
    }

    /**
     * The same for a clock that a test moves.
     *
     * @param heartbeatNanos how often it is looked at for those who wait for it, at least
     */
    DisciplinedClock(
            LocalClock local, DisciplineLimits limits, ClockTimer timer, ClockRecorder recorder, long heartbeatNanos) {
        super(timer, heartbeatNanos);
        this.local = local;
        this.obedience = limits.obedience();
        this.discipline = new Discipline(limits, recorder);
        this.snapshot = Snapshot.open(Timeline.INITIAL, local.disruptions(local.nanos()));
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
            if (isSteady(seen, localNanos) && seen == snapshot) {
                return reading(seen, localNanos, served);
            }
        }
    }

    private static ClusterReading reading(Snapshot seen, long localNanos, long served) {
        Timeline timeline = seen.timeline;
        ClockStatus status = timeline.status(localNanos);
        long error = timeline.errorNanos(localNanos);
        if (seen.guarded && status != ClockStatus.UNSYNCHRONIZED) {
            // It may be held back a little: that, too, is an error.
            error += served - timeline.served(localNanos);
        }
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
        while (true) {
            Snapshot seen = snapshot;
            long localNanos = local.nanos();
            if (isSteady(seen, localNanos)) {
                return seen.timeline.status(localNanos);
            }
        }
    }

    /** Whether what a snapshot promises still counts at this moment; if not, there is another one by now. */
    private boolean isSteady(Snapshot seen, long localNanos) {
        if (local.disruptions(localNanos) == seen.disruptions) {
            return true;
        }
        if (noticeDisruption()) {
            changed();
        }
        return false;
    }

    private synchronized boolean noticeDisruption() {
        long times = local.disruptions(local.nanos());
        if (times == snapshot.disruptions) {
            return false;
        }
        discipline.disrupted(times);
        publish(times);
        follow();
        return true;
    }

    /** Publishes a promise that is void; what is served is the same. */
    private void publish(long disruptions) {
        Timeline timeline = discipline.timeline();
        snapshot = timeline.everCorrected()
                ? Snapshot.guarded(timeline, disruptions)
                : Snapshot.open(timeline, disruptions);
    }

    @Override
    public ClockState state(long localNanos) {
        if (noticeDisruption()) {
            changed();
        }
        synchronized (this) {
            follow();
            return discipline.state(localNanos).claiming(local.utc().orElse(null));
        }
    }

    /** Whoever promises nothing goes along with the machine's wall clock: it may have been set, or this one slept. */
    private void follow() {
        Snapshot before = snapshot;
        if (before.timeline.everCorrected() && !before.timeline.isVoid()) {
            return;
        }
        if (before.timeline.everCorrected()) {
            snapshot = Snapshot.writing(before.timeline, before.disruptions);
        }
        long moved = discipline.follow(local.wallAheadNanos(), local.nanos());
        publish(before.disruptions);
        if (moved != 0) {
            log.info(
                    "this clock promises nothing, and follows the machine's, which was set by {} s",
                    String.format(Locale.ROOT, "%+.3f", (double) moved / Units.SECOND_NANOS));
        }
    }

    @Override
    public ObedienceLimits obedience() {
        return obedience;
    }

    @Override
    public Decision correct(Correction correction) {
        Decision decision = decide(correction);
        changed();
        return decision;
    }

    @Override
    public void reject() {
        synchronized (this) {
            if (!discipline.rejected()) {
                return;
            }
            publish(snapshot.disruptions);
        }
        changed();
    }

    @Override
    public void forgetEpochsAbove(long epoch) {
        synchronized (this) {
            if (snapshot.timeline.epoch() > epoch) {
                discipline.forgetEpochsAbove(epoch);
                publish(snapshot.disruptions);
            }
        }
    }

    private synchronized Decision decide(Correction correction) {
        // One that is on its way since before a disruption fits no more.
        noticeDisruption();
        long disruptions = snapshot.disruptions;
        Timeline before = discipline.timeline();
        if (!before.everCorrected()) {
            Decision first = discipline.decide(correction, local.nanos());
            noteWall(first);
            snapshot = Snapshot.open(discipline.timeline(), disruptions);
            return first;
        }
        snapshot = Snapshot.writing(before, disruptions);
        Decision decision = discipline.decide(correction, local.nanos());
        noteWall(decision);
        snapshot = Snapshot.guarded(discipline.timeline(), disruptions);
        return decision;
    }

    private void noteWall(Decision decision) {
        if (decision instanceof Decision.Applied) {
            discipline.noteWall(local.wallAheadNanos());
        }
    }
}
