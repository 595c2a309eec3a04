package io.campanile.cli.demo;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.ClusterReading;
import io.campanile.core.discipline.ClockStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the honest clocks show, against what they should: known, because every clock here was made from one.
 *
 * <p>Cluster time is what the master's own cluster clock is heading for, which it knows exactly; the master's local clock
 * is the one that the slaves' were made from.
 */
final class DemoTruth {

    /** Clocks that agree this well have converged. */
    static final long CONVERGED_NANOS = 100_000;

    private final ClusterClock master;
    private final List<Track> tracks = new ArrayList<>();
    private long spreadNanos;
    private long maxErrorNanos;
    private long boundViolations;
    private long backwardReadings;
    private boolean everConverged;

    DemoTruth(ClusterClock master, List<DemoSlave> honest) {
        this.master = master;
        honest.forEach(slave -> tracks.add(new Track(slave)));
        long[] offsets = honest.stream().mapToLong(DemoSlave::offsetNanos).toArray();
        spreadNanos = spread(offsets);
    }

    /** One slave's history. */
    private static final class Track {

        final DemoSlave slave;
        long last = Long.MIN_VALUE;
        long errorNanos;
        boolean isSynchronized;

        Track(DemoSlave slave) {
            this.slave = slave;
        }
    }

    /** Greatest minus least of the offsets given and of the master's own, which is 0. */
    private static long spread(long[] offsets) {
        long least = 0;
        long greatest = 0;
        for (long offset : offsets) {
            least = Math.min(least, offset);
            greatest = Math.max(greatest, offset);
        }
        return greatest - least;
    }

    /** Looks at every clock once. */
    void sample() {
        tracks.forEach(this::sample);
        if (!allSynchronized()) {
            return;
        }
        spreadNanos = spread(tracks.stream().mapToLong(t -> t.errorNanos).toArray());
        everConverged |= spreadNanos <= CONVERGED_NANOS;
        if (everConverged) {
            long worst =
                    tracks.stream().mapToLong(t -> Math.abs(t.errorNanos)).max().orElse(0);
            maxErrorNanos = Math.max(maxErrorNanos, worst);
        }
    }

    private void sample(Track track) {
        ClusterReading reading = track.slave.clock().read();
        ClusterReading cluster = master.read();
        track.isSynchronized =
                reading.status() == ClockStatus.SYNCHRONIZED && cluster.status() == ClockStatus.SYNCHRONIZED;
        if (!reading.timeline().everCorrected()) {
            return;
        }
        if (reading.clusterNanos() < track.last) {
            backwardReadings++;
        }
        track.last = reading.clusterNanos();
        if (cluster.timeline().everCorrected()) {
            long instant = track.slave.local().baseNanos(reading.localNanos());
            track.errorNanos =
                    reading.clusterNanos() - cluster.timeline().target().at(instant);
            if (reading.status() != ClockStatus.UNSYNCHRONIZED && Math.abs(track.errorNanos) > reading.errorNanos()) {
                boundViolations++;
            }
        }
    }

    /** The true error of an honest slave's cluster clock, once it and the master have been corrected. */
    OptionalLong errorOf(DemoSlave slave) {
        return tracks.stream()
                .filter(t -> t.slave.equals(slave) && t.isSynchronized)
                .mapToLong(t -> t.errorNanos)
                .findFirst();
    }

    /** Whether every honest clock is synchronized. */
    boolean allSynchronized() {
        return tracks.stream().allMatch(t -> t.isSynchronized);
    }

    /** How far apart the honest clocks are, the master's included. */
    long spreadNanos() {
        return spreadNanos;
    }

    /** The largest true error since the clocks first converged. */
    long maxErrorNanos() {
        return maxErrorNanos;
    }

    /** Readings whose true error was larger than they said. */
    long boundViolations() {
        return boundViolations;
    }

    /** Readings that were earlier than the one before. */
    long backwardReadings() {
        return backwardReadings;
    }
}
