package io.campanile.admin.slave;

import io.campanile.admin.metrics.Meters;
import io.campanile.core.Units;
import io.campanile.os.discipline.MachineClockState;
import io.campanile.os.discipline.MachineClockState.Keeping;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Supplier;

/** The meters of a machine's own clock that a slave keeps: {@code campanile_machine_clock_…}. They are read when somebody scrapes. */
public final class MachineClockMetrics implements MeterBinder {

    private final Supplier<MachineClockState> machine;

    /** Bound to nothing yet. */
    public MachineClockMetrics(Supplier<MachineClockState> machine) {
        this.machine = machine;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Meters meters = new Meters(registry);
        for (Keeping keeping : Keeping.values()) {
            meters.number(
                    "campanile.machine.clock.state",
                    "1 for what is done with the machine's clock",
                    "state",
                    keeping,
                    () -> machine.get().keeping() == keeping ? 1 : 0);
        }
        meters.span(
                "campanile.machine.clock.offset",
                "The machine's clock minus this process' cluster clock; NaN before the first look",
                () -> machine.get().aheadNanos());
        meters.span(
                "campanile.machine.clock.max.error",
                "What the kernel says that the machine's clock can be off",
                () -> machine.get().maxErrorNanos());
        meters.number(
                "campanile.machine.clock.frequency.ratio",
                "By how much the kernel has the machine's clock run faster than its oscillator",
                () -> machine.get().frequencyPpb() / Units.PPB);
        meters.number(
                "campanile.machine.clock.synchronized",
                "1 while the kernel says that somebody keeps the machine's clock",
                () -> machine.get().isSynchronized() ? 1 : 0);
        meters.counter(
                "campanile.machine.clock.steps",
                "How often the machine's clock was set at once",
                () -> machine.get().steps());
        meters.counter(
                "campanile.machine.clock.interferences",
                "How often somebody else was found to have changed the machine's clock",
                () -> machine.get().interferences());
        meters.counter(
                "campanile.machine.clock.disruptions",
                "How often the machine was found to have slept, or to have been moved",
                () -> machine.get().disruptions());
    }
}
