package io.campanile.slave;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.ClusterReading;
import io.campanile.core.Units;
import io.campanile.core.discipline.ClockStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/**
 * The meters of a cluster clock, for a Micrometer registry of the application's own, which has to have {@code micrometer-core} on
 * its class path: {@code new CampanileMetrics(slave).bindTo(registry)}. They are read when the registry is, by any thread.
 *
 * <ul>
 *   <li>{@code campanile.clock.status}: 1 for the status that the clock has, else 0, by the tag {@code status}
 *   <li>{@code campanile.clock.error.bound}: how far it can be from cluster time, in seconds; NaN while nobody knows
 *   <li>{@code campanile.clock.offset}: cluster time minus the local clock, in seconds
 *   <li>{@code campanile.clock.rate.ratio}: by how much cluster time runs faster than the local clock
 * </ul>
 */
@SuppressWarnings("exports") // Whoever uses it has Micrometer.
public final class CampanileMetrics implements MeterBinder {

    private final ClusterClock clock;

    /** Those of a slave's clock. */
    public CampanileMetrics(Slave slave) {
        this(slave.clock());
    }

    /** Those of any cluster clock. */
    public CampanileMetrics(ClusterClock clock) {
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (ClockStatus status : ClockStatus.values()) {
            gauge("campanile.clock.status", now -> now.status() == status ? 1 : 0)
                    .tag("status", status.name())
                    .description("1 for the status of this process' cluster clock")
                    .register(registry);
        }
        gauge("campanile.clock.error.bound", now -> now.isBounded() ? seconds(now.errorNanos()) : Double.NaN)
                .baseUnit("seconds")
                .description("How far this process' cluster clock can be off; NaN if unknown")
                .register(registry);
        gauge("campanile.clock.offset", now -> seconds(now.timeline().target().offsetAt(now.localNanos())))
                .baseUnit("seconds")
                .description("Cluster time minus this process' local clock")
                .register(registry);
        gauge("campanile.clock.rate.ratio", now -> now.timeline().target().ratePpb() / Units.PPB)
                .description("By how much cluster time runs faster than this process' local clock")
                .register(registry);
    }

    private Gauge.Builder<?> gauge(String name, ToDoubleFunction<ClusterReading> value) {
        return Gauge.builder(name, () -> value.applyAsDouble(clock.read()));
    }

    private static double seconds(long nanos) {
        return (double) nanos / Units.SECOND_NANOS;
    }
}
