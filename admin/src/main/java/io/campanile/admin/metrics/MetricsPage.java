package io.campanile.admin.metrics;

import io.campanile.admin.web.Answer;
import io.campanile.admin.web.Content;
import io.campanile.admin.web.Page;
import io.campanile.admin.web.Query;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /metrics}: what Prometheus scrapes, in the format that it prefers. Series of single
 * slaves are given only to clients that ask with {@code ?slaves=true}.
 *
 * <p>The admin server's thread calls it.
 */
public final class MetricsPage implements Page, AutoCloseable {

    private final PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final CompositeMeterRegistry registry = new CompositeMeterRegistry();
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final ProcessMeters process = new ProcessMeters();
    private final Supplier<List<GaugeSnapshot>> slaves;

    /**
     * With the metrics of the process.
     *
     * @param slaves the series of single slaves, for clients that ask with {@code ?slaves=true}
     * @param further has the same meters, but for what only Prometheus has; null for none. It stays the caller's
     */
    public MetricsPage(Supplier<List<GaugeSnapshot>> slaves, @Nullable MeterRegistry further) {
        this.slaves = slaves;
        registry.add(prometheus);
        if (further != null) {
            registry.add(further);
        }
        process.bindTo(registry);
    }

    /** Where further metrics are to be registered. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Has the page show what Micrometer knows nothing of. */
    public void add(MultiCollector collector) {
        prometheus.getPrometheusRegistry().register(collector);
    }

    @Override
    public CompletableFuture<Answer> get(Query query) {
        MetricSnapshots snapshots = prometheus.getPrometheusRegistry().scrape();
        if (Boolean.parseBoolean(query.text("slaves", "false"))) {
            MetricSnapshots.Builder more = MetricSnapshots.builder();
            snapshots.forEach(more::metricSnapshot);
            slaves.get().forEach(more::metricSnapshot);
            snapshots = more.build();
        }
        ExpositionFormatWriter writer = formats.findWriter(query.accept());
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            writer.write(text, snapshots);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written to", e);
        }
        return CompletableFuture.completedFuture(
                Content.of(HttpResponseStatus.OK, writer.getContentType(), text.toByteArray()));
    }

    @Override
    public void close() {
        process.close();
        prometheus.close();
    }
}
