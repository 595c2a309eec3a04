package io.campanile.cli.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * How the demonstration went, by figures that are true because the demo made the errors.
 *
 * @param slaves how many slaves took part, liars included
 * @param rounds how many rounds the master ran
 * @param initialSpreadNanos how far apart the honest local clocks were at the start, the master's included
 * @param finalSpreadNanos how far apart the honest cluster clocks were at the end
 * @param maxErrorNanos the largest true error of an honest cluster clock since they first converged
 * @param boundViolations readings whose true error was larger than the error that they stated
 * @param backwardReadings readings that were earlier than the one before
 * @param rejected whom the last round left out
 * @param converged whether the honest clocks ended synchronized and within 100 µs, and exactly the liars were left out
 */
@JsonPropertyOrder({
    "slaves",
    "rounds",
    "initial_spread_ns",
    "final_spread_ns",
    "max_error_ns",
    "bound_violations",
    "backward_readings",
    "rejected",
    "converged"
})
record DemoResult(
        @JsonProperty("slaves") int slaves,
        @JsonProperty("rounds") long rounds,
        @JsonProperty("initial_spread_ns") long initialSpreadNanos,
        @JsonProperty("final_spread_ns") long finalSpreadNanos,
        @JsonProperty("max_error_ns") long maxErrorNanos,
        @JsonProperty("bound_violations") long boundViolations,
        @JsonProperty("backward_readings") long backwardReadings,
        @JsonProperty("rejected") List<String> rejected,
        @JsonProperty("converged") boolean converged) {

    /** Whether all went well. */
    boolean isGood() {
        return converged && boundViolations == 0 && backwardReadings == 0;
    }
}
