package io.campanile.master.admin;

import io.campanile.core.Units;
import io.campanile.master.Tally;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Registers meters that are read when somebody scrapes. Names are Micrometer's: {@code campanile.rounds} becomes
 * {@code campanile_rounds_total}.
 */
final class Meters {

    private final MeterRegistry registry;
    private final Supplier<List<Tally>> tallies;

    /**
     * No meters yet.
     *
     * @param tallies what the event loops count; empty where nothing is
     */
    Meters(MeterRegistry registry, Supplier<List<Tally>> tallies) {
        this.registry = registry;
        this.tallies = tallies;
    }

    /** Counts what all event loops have counted, added up. */
    void counter(String name, String description, ToLongFunction<Tally> count) {
        counter(name, description, Tags.empty(), count);
    }

    /** The same, one of several by a label. */
    void counter(String name, String description, String label, Enum<?> value, ToLongFunction<Tally> count) {
        counter(name, description, Tags.of(label, value.name()), count);
    }

    private void counter(String name, String description, Tags tags, ToLongFunction<Tally> count) {
        // Micrometer keeps what it asks by a weak reference only: the registry outlives its meters.
        FunctionCounter.builder(name, registry, r -> total(count))
                .tags(tags)
                .description(description)
                .register(registry);
    }

    private long total(ToLongFunction<Tally> count) {
        return tallies.get().stream().mapToLong(count).sum();
    }

    /** A number as it is now. */
    void number(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    /** The same, one of several by a label. */
    void number(String name, String description, String label, Enum<?> of, Supplier<Number> value) {
        Gauge.builder(name, value)
                .description(description)
                .tag(label, of.name())
                .register(registry);
    }

    /** A span of time as it is now, in nanoseconds; scraped in seconds. */
    void span(String name, String description, Supplier<Number> nanos) {
        Gauge.builder(name, () -> nanos.get().doubleValue() / Units.SECOND_NANOS)
                .baseUnit("seconds")
                .description(description)
                .register(registry);
    }
}
