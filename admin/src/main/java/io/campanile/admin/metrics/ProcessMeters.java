package io.campanile.admin.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.netty4.NettyAllocatorMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;

/** The meters of any process of ours: which build it is, its memory, threads, files and Netty's buffers. */
public final class ProcessMeters implements MeterBinder, AutoCloseable {

    private static final String NOT_PACKAGED = "not packaged";

    private final JvmGcMetrics collector = new JvmGcMetrics();

    /** Bound to nothing yet. */
    public ProcessMeters() {}

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("campanile.build.info", () -> 1)
                .description("Which build this is, and on which Java it runs")
                .tag("version", version())
                .tag("java", Runtime.version().toString())
                .register(registry);
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

    /** It stands in the jar. */
    private static String version() {
        String version = ProcessMeters.class.getPackage().getImplementationVersion();
        return version == null ? NOT_PACKAGED : version;
    }

    /** Listens to the garbage collector no longer. */
    @Override
    public void close() {
        collector.close();
    }
}
