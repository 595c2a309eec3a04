package io.campanile.clock;

import io.campanile.core.Units;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the machine's monotonic clock missed time, or became another one.
 *
 * <p>It has two signs. A second clock of the machine ({@link CompanionClock}) goes on while the monotonic one stands still: so the
 * difference of the two moves when the machine sleeps. And where a hypervisor tells that it has moved the machine, it changes a
 * number ({@link VmClock}).
 *
 * <p>The second clock is looked at when somebody asks and the last look is {@link #EACH_NANOS} old, or lies in the future. So after
 * a pause of the process, however long, the first who asks looks; and a gap is known {@link #EACH_NANOS} after the machine has come back
 * at the latest, by the monotonic clock. A mapped {@link VmClock} is looked at each time.
 *
 * <p>A gap counts from {@link CompanionClock#resolutionNanos()} and {@link #SLACK_NANOS} on, which is 20 ms; a smaller one may be missed.
 *
 * <p>Thread-safe, without locks. It allocates nothing but a small object at each look.
 */
final class DisruptionWatch {

    /** For how long a look at the machine is trusted. */
    static final long EACH_NANOS = 10_000_000;

    /** By how much the two clocks may run apart between two looks, at most. */
    static final long SLACK_NANOS = 10_000_000;

    /** How fast, in ppb: one of them may be steered, at up to 500 ppm by the kernel. */
    private static final double DRIFT_PPB = 1_000_000;

    private static final Logger log = LoggerFactory.getLogger(DisruptionWatch.class);

    private static final AtomicReferenceFieldUpdater<DisruptionWatch, Look> LAST =
            AtomicReferenceFieldUpdater.newUpdater(DisruptionWatch.class, Look.class, "last");

    private final LongSupplier monotonic;
    private final CompanionClock companion;
    private final @Nullable VmClock vmClock;
    private volatile Look last;

    /** A process has one machine, and its clocks share what is seen of it. */
    private static final class OfThisMachine {

        static final DisruptionWatch WATCH =
                new DisruptionWatch(System::nanoTime, CompanionClock.ofThisMachine(), VmClock.ofThisMachine());
    }

    /**
     * A look at the machine.
     *
     * @param atNanos when, by the monotonic clock
     * @param least how far the second clock was ahead of it then, at least
     * @param most the same at most
     * @param marker the hypervisor's number
     * @param found how often something was found until then
     */
    private record Look(long atNanos, long least, long most, long marker, long found) {}

    DisruptionWatch(LongSupplier monotonic, CompanionClock companion, @Nullable VmClock vmClock) {
        this.monotonic = monotonic;
        this.companion = companion;
        this.vmClock = vmClock;
        this.last = look(0);
    }

    static DisruptionWatch ofThisMachine() {
        return OfThisMachine.WATCH;
    }

    /**
     * How often something was found.
     *
     * @param nanos what the monotonic clock has just shown
     */
    long found(long nanos) {
        Look seen = last;
        return Math.abs(nanos - seen.atNanos()) < EACH_NANOS
                        && (vmClock == null || !vmClock.isMapped() || vmClock.marker() == seen.marker())
                ? seen.found()
                : lookAgain();
    }

    private long lookAgain() {
        while (true) {
            Look before = last;
            Look now = look(before.found());
            String found = difference(before, now);
            Look next = found == null
                    ? now
                    : new Look(now.atNanos(), now.least(), now.most(), now.marker(), before.found() + 1);
            if (LAST.compareAndSet(this, before, next)) {
                if (found != null) {
                    log.warn("{}: cluster clocks of this process promise nothing until they are corrected", found);
                }
                return next.found();
            }
        }
    }

    private Look look(long found) {
        long marker = vmClock == null ? 0 : vmClock.marker();
        long before = monotonic.getAsLong();
        long shown = companion.nanos();
        long after = monotonic.getAsLong();
        return shown == CompanionClock.UNREADABLE
                ? new Look(before, Long.MIN_VALUE / 2, Long.MAX_VALUE / 2, marker, found)
                : new Look(before, shown - after, shown + companion.resolutionNanos() - before, marker, found);
    }

    /** What has happened between two looks, as a sentence; null if nothing has. */
    private @Nullable String difference(Look before, Look now) {
        if (now.marker() != before.marker()) {
            return "the hypervisor has moved this machine, or restored it";
        }
        long slack = Math.min(SLACK_NANOS, Units.widening(DRIFT_PPB, now.atNanos() - before.atNanos()));
        long missed = Math.max(now.least() - before.most(), 0) + Math.min(now.most() - before.least(), 0);
        return Math.abs(missed) <= slack
                ? null
                : String.format(
                        Locale.ROOT,
                        "the monotonic clock of this machine has moved by %+.2f s against its %s: it slept, or was set",
                        -(double) missed / Units.SECOND_NANOS,
                        companion.name());
    }
}
