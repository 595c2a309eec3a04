package io.campanile.load.failover;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.ClusterReading;
import io.campanile.clock.SkewedClock;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Timeline;
import org.jspecify.annotations.Nullable;

/**
 * A slave's cluster clock that is looked at again and again, often enough to see every correction.
 *
 * <p>Its local clock descends from the machine's clock in a way that is known. So what it shows at one instant of that clock is
 * worked out for all clocks alike, though they are read one after the other. One thread uses it.
 */
final class WatchedClock {

    private final ClusterClock clock;
    private final SkewedClock local;
    private ClusterReading reading;
    private @Nullable Timeline promised;
    private long backwardReadings;
    private long repeatedCorrections;

    /**
     * A clock that is yet to be looked at.
     *
     * @param clock what a slave serves
     * @param local what the slave corrects: a clock that is wrong against the machine's
     */
    WatchedClock(ClusterClock clock, SkewedClock local) {
        this.clock = clock;
        this.local = local;
        this.reading = clock.read();
    }

    /** Reads it, and counts what must not be. */
    void look() {
        ClusterReading before = reading;
        reading = clock.read();
        Timeline old = before.timeline();
        if (!old.everCorrected()) {
            return;
        }
        if (reading.clusterNanos() < before.clusterNanos()) {
            backwardReadings++;
        }
        Timeline now = timeline();
        long corrections = now.target().version() - old.target().version();
        if (now.epoch() == old.epoch()) {
            // Each round corrects once at most.
            repeatedCorrections += Math.max(0, corrections - (now.round() - old.round()));
        } else if (now.epoch() < old.epoch()) {
            repeatedCorrections++;
        }
    }

    private Timeline timeline() {
        return reading.timeline();
    }

    /** Remembers what it promises now: for how long its last correction bounds its error without another one. */
    void keepPromise() {
        promised = timeline();
    }

    /** What it said about an instant, as last looked at; null if nothing, or it was corrected since. */
    @Nullable
    Claim claim(long instant) {
        long localNanos = local.at(instant);
        return localNanos < correctedAtLocal() ? null : claim(timeline(), instant, localNanos);
    }

    /** What the promise that it was asked to keep says about an instant; null if nothing. */
    @Nullable
    Claim promise(long instant) {
        return promised == null ? null : claim(promised, instant, local.at(instant));
    }

    private static @Nullable Claim claim(Timeline timeline, long instant, long localNanos) {
        return timeline.status(localNanos) == ClockStatus.UNSYNCHRONIZED
                ? null
                : new Claim(timeline.served(localNanos) - instant, timeline.errorNanos(localNanos));
    }

    private long correctedAtLocal() {
        return timeline().target().anchorNanos();
    }

    /** How long ago it was corrected, as last looked at; 0 if it never was. */
    long uncorrectedNanos(long instant) {
        return timeline().everCorrected() ? Math.max(0, local.at(instant) - correctedAtLocal()) : 0;
    }

    /** The epoch of its last correction; 0 before the first. */
    long epoch() {
        return timeline().epoch();
    }

    /** How far it could be trusted when it was looked at. */
    ClockStatus status() {
        return reading.status();
    }

    /** How often it showed less than the time before. */
    long backwardReadings() {
        return backwardReadings;
    }

    /** How many corrections more it applied than it was due, or of an epoch that was over. */
    long repeatedCorrections() {
        return repeatedCorrections;
    }
}
