package io.campanile.admin.metrics;

import io.campanile.admin.web.Answer;
import io.campanile.admin.web.Content;
import io.campanile.admin.web.Page;
import io.campanile.admin.web.Query;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.netty4.NettyAllocatorMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * {@code /metrics}: what Prometheus scrapes, in the format that it prefers. Series of single
 * slaves are given only to clients that ask with {@code ?slaves=true}.
 *
 * <p>The admin server's thread calls it.
 */
public final class MetricsPage implements Page, AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final JvmGcMetrics collector = new JvmGcMetrics();
    private final Supplier<List<GaugeSnapshot>> slaves;

    /**
     * With the metrics of the process.
     *
     * @param slaves the series of single slaves, for clients that ask with {@code ?slaves=true}
     */
    public MetricsPage(Supplier<List<GaugeSnapshot>> slaves) {
        this.slaves = slaves;
        collector.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        if (ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider allocator) {
            new NettyAllocatorMetrics(allocator).bindTo(registry);
        }
    }

    /** Where further metrics are to be registered. */
    public PrometheusMeterRegistry registry() {
        return registry;
    }

    @Override
    public CompletableFuture<Answer> get(Query query) {
        MetricSnapshots snapshots = registry.getPrometheusRegistry().scrape();
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
        collector.close();
        registry.close();
    }
}
