package io.campanile.admin.master;

import io.campanile.core.Units;
import io.campanile.master.Histogram;
import io.campanile.master.MasterServer;
import io.campanile.master.MasterStatus;
import io.campanile.master.SlaveStatus;
import io.campanile.master.Tally;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A master's histograms. Micrometer's own would cost a lock-free update of several counters for each exchange; these are
 * counted by one thread each, and put together when somebody scrapes.
 *
 * <p>The admin server's thread calls everything here.
 */
final class Histograms implements MultiCollector {

    private static final double[] BOUNDS_SECONDS = DoubleStream.concat(
                    Arrays.stream(Histogram.boundsNanos()).mapToDouble(Histograms::seconds),
                    DoubleStream.of(Double.POSITIVE_INFINITY))
            .toArray();

    private final MasterServer master;
    private final Histogram offsets = new Histogram();
    private final Histogram bounds = new Histogram();
    private final Histogram durations = new Histogram();

    Histograms(MasterServer master) {
        this.master = master;
    }

    /** Counts a round that ended: its duration, and the offset and the bound of every slave that was measured and counts. */
    void add(MasterStatus status) {
        durations.add(status.durationNanos());
        for (SlaveStatus slave : status.slaves()) {
            if (slave.rejection() == null && slave.offsetNanos() != null && slave.errorNanos() != null) {
                offsets.add(Math.abs(slave.offsetNanos()));
                bounds.add(slave.errorNanos());
            }
        }
    }

    @Override
    public MetricSnapshots collect() {
        List<Histogram> roundTrips =
                master.tallies().stream().map(Tally::roundTrips).toList();
        return MetricSnapshots.of(
                histogram("campanile_round_trip_seconds", "Time that exchanges were on their way", roundTrips),
                histogram("campanile_round_duration_seconds", "From a round's start to its last correction", durations),
                histogram("campanile_offset_seconds", "Offsets of slaves that count, whichever way", offsets),
                histogram("campanile_error_bound_seconds", "How far those can be from the truth", bounds));
    }

    private static HistogramSnapshot histogram(String name, String help, Histogram one) {
        return histogram(name, help, List.of(one));
    }

    private static HistogramSnapshot histogram(String name, String help, List<Histogram> parts) {
        long[] counts = new long[BOUNDS_SECONDS.length];
        for (Histogram part : parts) {
            long[] more = part.counts();
            Arrays.setAll(counts, i -> counts[i] + more[i]);
        }
        return HistogramSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(ClassicHistogramBuckets.of(BOUNDS_SECONDS, counts))
                        .sum(seconds(
                                parts.stream().mapToLong(Histogram::sumNanos).sum()))
                        .build())
                .build();
    }

    private static double seconds(long nanos) {
        return (double) nanos / Units.SECOND_NANOS;
    }
}
