package io.campanile.simulator.traffic;

import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/** What is on and off in turn, for times that are drawn anew each time. It begins with being off. */
final class Spells {

    private final DoubleSupplier on;
    private final DoubleSupplier off;
    private boolean isOn;
    private double until;

    /**
     * Begins.
     *
     * @param on draws for how many seconds it is on; more than 0
     * @param off the same for off
     */
    Spells(DoubleSupplier on, DoubleSupplier off) {
        this.on = on;
        this.off = off;
        this.until = off.getAsDouble();
    }

    /** The same with exponential times of these means. */
    static Spells exponential(double onSeconds, double offSeconds, RandomGenerator random) {
        return new Spells(() -> Draw.exponential(onSeconds, random), () -> Draw.exponential(offSeconds, random));
    }

    /** Whether it is on now, so many seconds after the beginning; not before the last time that was asked for. */
    boolean isOn(double seconds) {
        while (seconds >= until) {
            isOn = !isOn;
            until += (isOn ? on : off).getAsDouble();
        }
        return isOn;
    }
}
