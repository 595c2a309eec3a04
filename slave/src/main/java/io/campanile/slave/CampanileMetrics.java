package io.campanile.slave;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.ClusterReading;
import io.campanile.clock.TimeInterval;
import io.campanile.core.Units;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.proto.tls.Certificates;
import io.campanile.proto.tls.Validity;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * The meters of a cluster clock and of the certificates beside it, for a Micrometer registry of the application's own, which has to
 * have {@code micrometer-core} on its class path: {@code new CampanileMetrics(slave).bindTo(registry)}. They are read when the
 * registry is, by any thread.
 *
 * <ul>
 *   <li>{@code campanile.clock.status}: 1 for the status that the clock has, else 0, by the tag {@code status}
 *   <li>{@code campanile.clock.error.bound}: how far it can be from cluster time, in seconds; NaN while nobody knows
 *   <li>{@code campanile.clock.offset}: cluster time minus the local clock, in seconds
 *   <li>{@code campanile.clock.rate.ratio}: by how much cluster time runs faster than the local clock
 *   <li>{@code campanile.certificate.expiry}: for how long the certificate is still valid, in seconds, by the tag {@code of}: that of
 *       this process ({@code own}) or the CA's ({@code authorities}); negative once it has expired, NaN where there is none
 *   <li>{@code campanile.certificate.lifetime}: for how long it is valid at all, in seconds
 * </ul>
 */
@SuppressWarnings("exports") // Whoever uses it has Micrometer.
public final class CampanileMetrics implements MeterBinder {

    private final ClusterClock clock;
    private final Supplier<Optional<Certificates>> certificates;

    /** Those of a slave's clock and of its certificates. */
    public CampanileMetrics(Slave slave) {
        this(slave.clock(), slave::certificates);
    }

    /** Those of any cluster clock, without certificates. */
    public CampanileMetrics(ClusterClock clock) {
        this(clock, Optional::empty);
    }

    /** Those of any cluster clock, and of whatever has these certificates. */
    public CampanileMetrics(ClusterClock clock, Supplier<Optional<Certificates>> certificates) {
        this.clock = clock;
        this.certificates = certificates;
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
        gauge("campanile.clock.utc.offset", now -> utcSeconds(now, utc -> utc.middleNanos() - now.clusterNanos()))
                .baseUnit("seconds")
                .description("UTC minus this process' cluster clock; NaN while it is not known")
                .register(registry);
        gauge("campanile.clock.utc.error", now -> utcSeconds(now, TimeInterval::errorNanos))
                .baseUnit("seconds")
                .description("How far that can be off; NaN while it is not known")
                .register(registry);
        certificates("own", Certificates::own, registry);
        certificates("authorities", Certificates::authorities, registry);
    }

    private void certificates(String of, Function<Certificates, Validity> which, MeterRegistry registry) {
        Gauge.builder("campanile.certificate.expiry", () -> seconds(which, validity -> validity.left(Instant.now())))
                .tag("of", of)
                .baseUnit("seconds")
                .description(
                        "For how long this process' certificate, and the CA's, is still valid; NaN if there is none")
                .register(registry);
        Gauge.builder("campanile.certificate.lifetime", () -> seconds(which, Validity::lifetime))
                .tag("of", of)
                .baseUnit("seconds")
                .description("For how long it is valid at all; NaN if there is none")
                .register(registry);
    }

    private double seconds(Function<Certificates, Validity> which, Function<Validity, Duration> span) {
        return certificates
                .get()
                .map(which)
                .map(span)
                .map(Duration::toSeconds)
                .map(Long::doubleValue)
                .orElse(Double.NaN);
    }

    private Gauge.Builder<?> gauge(String name, ToDoubleFunction<ClusterReading> value) {
        return Gauge.builder(name, () -> value.applyAsDouble(clock.read()));
    }

    private static double utcSeconds(ClusterReading now, ToLongFunction<TimeInterval> figure) {
        TimeInterval utc = now.utc();
        return utc.equals(TimeInterval.UNKNOWN) ? Double.NaN : seconds(figure.applyAsLong(utc));
    }

    private static double seconds(long nanos) {
        return (double) nanos / Units.SECOND_NANOS;
    }
}
