package io.campanile.admin.metrics;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.ClusterReading;
import io.campanile.core.Units;
import io.campanile.core.discipline.ClockStatus;

/** The meters of this process' own cluster clock, be it a master's or a slave's. Any thread may scrape them. */
public final class ClockMetrics {

    private ClockMetrics() {}

    /** Registers them. */
    public static void register(ClusterClock clock, Meters meters) {
        for (ClockStatus status : ClockStatus.values()) {
            meters.number(
                    "campanile.clock.status",
                    "1 for the status of this process' cluster clock",
                    "status",
                    status,
                    () -> clock.status() == status ? 1 : 0);
        }
        meters.span(
                "campanile.clock.error.bound", "How far this process' cluster clock can be off; NaN if unknown", () -> {
                    Long error = ClockBound.errorNanos(clock.read());
                    return error == null ? Double.NaN : error;
                });
        meters.span("campanile.clock.offset", "Cluster time minus this process' local clock", () -> {
            ClusterReading now = clock.read();
            return now.timeline().target().offsetAt(now.localNanos());
        });
        meters.number(
                "campanile.clock.rate.ratio",
                "By how much cluster time runs faster than this process' local clock",
                () -> clock.read().timeline().target().ratePpb() / Units.PPB);
    }
}
