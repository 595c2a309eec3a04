package io.campanile.recording;

import io.campanile.core.Exchange;
import io.campanile.core.Series;
import java.util.ArrayList;
import java.util.List;

/**
 * One slave of a recording.
 *
 * <p>Not thread-safe: its {@link ReplayReport} owns it.
 */
public final class SlaveRecord {

    private final String name;
    private final SlaveFigures asItWas = new SlaveFigures();
    private final SlaveFigures otherwise = new SlaveFigures();
    private final Series delays = new Series();
    private final List<Trip> trips = new ArrayList<>();

    SlaveRecord(String name) {
        this.name = name;
    }

    /**
     * A round trip.
     *
     * @param atNanos the master's local time at its end
     * @param delayNanos how long it was on its way
     */
    public record Trip(long atNanos, long delayNanos) {}

    void comes() {
        asItWas.comes();
        otherwise.comes();
    }

    void exchanged(Exchange exchange) {
        trips.add(new Trip(exchange.t4(), exchange.delay()));
        delays.add((double) exchange.delay());
    }

    /** What people call it. */
    public String name() {
        return name;
    }

    /** With the settings that were. */
    public SlaveFigures asItWas() {
        return asItWas;
    }

    /** With other settings. */
    public SlaveFigures otherwise() {
        return otherwise;
    }

    /** How long its round trips were, all but a share; NaN if there was none. */
    public double delayNanos(double share) {
        return delays.quantile(share);
    }

    /** All of them over time. */
    public List<Trip> trips() {
        return List.copyOf(trips);
    }
}
