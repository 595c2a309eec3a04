package io.campanile.admin.master;

import io.campanile.core.Units;
import io.campanile.master.SlaveStatus;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gauges with a series for each slave, given only to clients that ask with {@code /metrics?slaves=true}: each has as many series
 * as there are slaves.
 */
final class SlaveGauges {

    private SlaveGauges() {}

    static List<GaugeSnapshot> of(List<SlaveStatus> slaves) {
        return List.of(
                gauge(
                        "campanile_slave_offset_seconds",
                        "Cluster clock minus cluster time",
                        slaves,
                        SlaveStatus::offsetNanos),
                gauge(
                        "campanile_slave_error_bound_seconds",
                        "How far that can be off",
                        slaves,
                        SlaveStatus::errorNanos),
                gauge(
                        "campanile_slave_round_trip_seconds",
                        "Shortest round trip lately",
                        slaves,
                        SlaveStatus::delayNanos));
    }

    private static GaugeSnapshot gauge(
            String name, String help, List<SlaveStatus> slaves, Function<SlaveStatus, @Nullable Long> nanos) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        Set<String> told = new HashSet<>();
        for (SlaveStatus slave : slaves) {
            Long value = nanos.apply(slave);
            // One that connects again by another loop may be there twice for a moment, and two series of one name are
            // none.
            if (value != null && told.add(slave.name())) {
                gauge.dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(Labels.of("slave", slave.name()))
                        .value((double) value / Units.SECOND_NANOS)
                        .build());
            }
        }
        return gauge.build();
    }
}
