package io.campanile.admin.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends meters to an OpenTelemetry collector (OTLP over HTTP), each interval and a last time at the end. A collector that is away
 * is told of in the log, and told the next time: counters are cumulative. A thread of its own sends and waits.
 *
 * <p>Needs {@code micrometer-registry-otlp} on the class path; nobody else loads this class.
 */
public final class OtlpPush implements AutoCloseable {

    private final URI collector;
    private final OtlpMeterRegistry registry;
    private final ProcessMeters process = new ProcessMeters();

    private OtlpPush(URI collector, OtlpMeterRegistry registry) {
        this.collector = collector;
        this.registry = registry;
    }

    /**
     * Starts sending.
     *
     * @param collector where to, such as {@code http://collector:4318/v1/metrics}
     * @param every how often
     * @param service what kind of process this is, as {@code service.name} tells
     * @param name what people call it, as {@code service.instance.id} tells
     */
    public static OtlpPush start(URI collector, Duration every, String service, String name) {
        Config config = new Config(collector, every, Map.of("service.name", service, "service.instance.id", name));
        return new OtlpPush(
                collector,
                new OtlpMeterRegistry(config, Clock.SYSTEM, new DefaultThreadFactory("campanile-otlp", true)));
    }

    /** What a push has to know; Micrometer has defaults for the rest. */
    private record Config(URI collector, Duration step, Map<String, String> resourceAttributes) implements OtlpConfig {

        @Override
        public String url() {
            return collector.toString();
        }

        @Override
        public @Nullable String get(String key) {
            return null;
        }
    }

    /** Where they go. */
    public URI collector() {
        return collector;
    }

    /** Where meters are to be registered. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Registers the meters of the process: for whoever has no page that would. */
    public void addProcess() {
        process.bindTo(registry);
    }

    /** Sends once more, and ends. */
    @Override
    public void close() {
        process.close();
        registry.close();
    }
}
