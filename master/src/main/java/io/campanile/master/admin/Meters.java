package io.campanile.master.admin;

import io.campanile.core.Units;
import io.campanile.master.MasterServer;
import io.campanile.master.Tally;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Registers meters that are read when somebody scrapes. Names are Micrometer's: {@code campanile.rounds} becomes
 * {@code campanile_rounds_total}.
 */
final class Meters {

    private final MeterRegistry registry;
    private final MasterServer master;

    Meters(MeterRegistry registry, MasterServer master) {
        this.registry = registry;
        this.master = master;
    }

    /** Counts what all event loops have counted, added up. */
    void counter(String name, String description, ToLongFunction<Tally> count) {
        counter(FunctionCounter.builder(name, master, m -> total(m, count)), description);
    }

    /** The same, one of several by a label. */
    void counter(String name, String description, String label, Enum<?> value, ToLongFunction<Tally> count) {
        counter(FunctionCounter.builder(name, master, m -> total(m, count)).tag(label, value.name()), description);
    }

    private void counter(FunctionCounter.Builder<MasterServer> counter, String description) {
        counter.description(description).register(registry);
    }

    private static long total(MasterServer master, ToLongFunction<Tally> count) {
        return master.tallies().stream().mapToLong(count).sum();
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
