package io.campanile.slave;

import io.campanile.clock.ClusterReading;
import io.campanile.clock.DisciplinedClock;
import io.campanile.clock.TimeInterval;
import io.campanile.core.ReferenceReading;
import io.campanile.core.Units;
import io.campanile.core.discipline.Bound;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Timeline;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a cluster clock together with the machine's monotonic clock, so that another process can carry its time on.
 *
 * <p>Guarantee: what an answer says holds for whoever carries it on at the rate that it tells, as long as it says, and as the clock itself
 * promises it. The two clocks are read one after the other, and the local clock may run otherwise than the monotonic one (that
 * of a slave with a wrong clock does): what is not known of either is in the error and its growth.
 *
 * <p>One thread at a time.
 */
final class LocalTime {

    /** Two readings of the monotonic clock that lie no further apart are good enough. */
    private static final long CLOSE_NANOS = 1_000;

    private static final int MOST_READS = 5;

    /** At the start there is time for a good one: all later ones are compared with it. */
    private static final int FIRST_READS = 1_000;

    /** What two clocks of one machine may run apart while nobody has compared them for long enough. */
    private static final double UNKNOWN_RATE = 1e-3;

    /** A rate is told in whole ppb. */
    private static final double ROUNDING_PPB = 1;

    private final DisciplinedClock clock;
    private final LongSupplier monotonic;
    private final Pair first;

    /**
     * One for a clock.
     *
     * @param monotonic the machine's {@code CLOCK_MONOTONIC}
     */
    LocalTime(DisciplinedClock clock, LongSupplier monotonic) {
        this.clock = clock;
        this.monotonic = monotonic;
        this.first = read(FIRST_READS);
    }

    /**
     * The clocks at one instant.
     *
     * @param monotonicNanos in the middle of two readings
     * @param widthNanos how far those lie apart
     */
    private record Pair(long monotonicNanos, long widthNanos, ClusterReading reading) {

        long localNanos() {
            return reading.localNanos();
        }
    }

    private Pair read(int most) {
        Pair best = null;
        for (int i = 0; best == null || (i < most && best.widthNanos > CLOSE_NANOS); i++) {
            long before = monotonic.getAsLong();
            ClusterReading reading = clock.read();
            long width = monotonic.getAsLong() - before;
            if (best == null || width < best.widthNanos) {
                best = new Pair(before + width / 2, width, reading);
            }
        }
        return best;
    }

    /** What to tell now. */
    LocalAnswer now() {
        while (true) {
            Pair now = read(MOST_READS);
            ClockState state = clock.state(now.localNanos());
            // Otherwise it was corrected in between, and the two do not belong together.
            if (state.mapping().version() == now.reading.timeline().target().version()) {
                return answer(now, state.bound());
            }
        }
    }

    private LocalAnswer answer(Pair now, @Nullable Bound bound) {
        ClusterReading reading = now.reading;
        double local = localRate(now);
        double target = reading.timeline().target().ratePpb() / Units.PPB;
        int rate = (int) Math.round(((1 + local) * (1 + target) - 1) * Units.PPB);
        long error = Timeline.UNKNOWN_ERROR;
        double growth = 0;
        long until = 0;
        if (bound != null && reading.isBounded()) {
            error = reading.errorNanos() + now.widthNanos;
            growth = bound.errorGrowthPpb() + localRateError(now) * Units.PPB + ROUNDING_PPB;
            until = now.monotonicNanos + (long) (boundLasts(reading) / (1 + local));
        }
        return new LocalAnswer(
                now.monotonicNanos,
                reading.clusterNanos(),
                error,
                rate,
                whole(growth),
                until,
                reading.status(),
                reading.timeline().epoch(),
                utc(now, local, growth, until));
    }

    /** UTC is told by how it stands to cluster time, so that what is not known of that is not known of UTC either. */
    private static LocalAnswer.Utc utc(Pair now, double localRate, double clusterGrowth, long clusterUntil) {
        ClusterReading reading = now.reading;
        ReferenceReading told = reading.timeline().utc();
        TimeInterval utc = reading.utc();
        if (told == null || utc.equals(TimeInterval.UNKNOWN)) {
            return LocalAnswer.Utc.UNKNOWN;
        }
        double ahead = (reading.timeline().target().ratePpb() + told.ratePpb()) / Units.PPB;
        long lasts = (long) (told.remainingNanos(now.localNanos()) / (1 + localRate));
        return new LocalAnswer.Utc(
                utc.middleNanos(),
                utc.errorNanos() + now.widthNanos,
                (int) Math.round(((1 + localRate) * (1 + ahead) - 1) * Units.PPB),
                whole(clusterGrowth + told.errorGrowthPpb()),
                Math.min(clusterUntil, now.monotonicNanos + lasts));
    }

    private static int whole(double ppb) {
        return (int) Math.min(Integer.MAX_VALUE, Math.ceil(ppb));
    }

    /** By how much the local clock runs faster than the monotonic one. */
    private double localRate(Pair now) {
        double passed = now.monotonicNanos - first.monotonicNanos;
        double gained = now.localNanos() - first.localNanos() - passed;
        return passed <= 0 ? 0 : Math.max(-0.5, Math.min(0.5, gained / passed));
    }

    /** How far that can be from the truth. */
    private double localRateError(Pair now) {
        double passed = now.monotonicNanos - first.monotonicNanos;
        return passed <= 0 ? UNKNOWN_RATE : Math.min(UNKNOWN_RATE, (now.widthNanos + first.widthNanos) / passed);
    }

    /** For how long the bound is promised: while it is synchronized, and in holdover after that. */
    private static long boundLasts(ClusterReading reading) {
        Timeline timeline = reading.timeline();
        long until = timeline.statusHoldsUntil(reading.localNanos());
        if (timeline.status(until) == ClockStatus.HOLDOVER) {
            until = timeline.statusHoldsUntil(until);
        }
        return until - reading.localNanos();
    }
}
