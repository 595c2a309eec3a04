package io.campanile.admin.metrics;

import io.campanile.core.Units;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Registers meters that are read when somebody scrapes. Names are Micrometer's: {@code campanile.rounds} becomes
 * {@code campanile_rounds_total}.
 */
public final class Meters {

    private final MeterRegistry registry;

    /** No meters yet. */
    public Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Something that is counted. */
    public void counter(String name, String description, LongSupplier count) {
        counter(name, description, Tags.empty(), count);
    }

    /** The same, one of several by a label. */
    public void counter(String name, String description, String label, Enum<?> value, LongSupplier count) {
        counter(name, description, Tags.of(label, value.name()), count);
    }

    private void counter(String name, String description, Tags tags, LongSupplier count) {
        // Micrometer keeps what it asks by a weak reference only: the registry outlives its meters.
        FunctionCounter.builder(name, registry, r -> count.getAsLong())
                .tags(tags)
                .description(description)
                .register(registry);
    }

    /** A number as it is now. */
    public void number(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    /** The same, one of several by a label. */
    public void number(String name, String description, String label, Enum<?> of, Supplier<Number> value) {
        Gauge.builder(name, value)
                .description(description)
                .tag(label, of.name())
                .register(registry);
    }

    /** A span of time as it is now, in nanoseconds; scraped in seconds, and as NaN where it is null. */
    public void span(String name, String description, Supplier<? extends @Nullable Number> nanos) {
        Gauge.builder(name, () -> seconds(nanos.get()))
                .baseUnit("seconds")
                .description(description)
                .register(registry);
    }

    private static double seconds(@Nullable Number nanos) {
        return nanos == null ? Double.NaN : nanos.doubleValue() / Units.SECOND_NANOS;
    }
}
