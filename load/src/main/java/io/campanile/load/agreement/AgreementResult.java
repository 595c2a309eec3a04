package io.campanile.load.agreement;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * How well the slaves agreed.
 *
 * @param slaves how many
 * @param moments at how many seconds all of them were compared, each with each
 * @param pairRmsNanos how far two cluster clocks were apart, as a root mean square
 * @param pairP50Nanos what half of the distances did not exceed
 * @param pairP99Nanos what 99 % of them did not exceed
 * @param pairMaxNanos the largest
 * @param meanBoundNanos the error that a slave stated, on average
 * @param boundViolations how often two were further apart than both their bounds allow, the warm-up included
 * @param backwardReadings how often a slave printed less than the time before, the warm-up included
 * @param loadAverage how many processes wanted a processor in the last minute, on average; negative if the system does not
 *     tell
 * @param processors how many there are
 */
@JsonPropertyOrder({
    "slaves",
    "moments",
    "pair_rms_ns",
    "pair_p50_ns",
    "pair_p99_ns",
    "pair_max_ns",
    "mean_bound_ns",
    "bound_violations",
    "backward_readings",
    "load_average",
    "processors"
})
public record AgreementResult(
        @JsonProperty("slaves") int slaves,
        @JsonProperty("moments") long moments,
        @JsonProperty("pair_rms_ns") double pairRmsNanos,
        @JsonProperty("pair_p50_ns") double pairP50Nanos,
        @JsonProperty("pair_p99_ns") double pairP99Nanos,
        @JsonProperty("pair_max_ns") double pairMaxNanos,
        @JsonProperty("mean_bound_ns") double meanBoundNanos,
        @JsonProperty("bound_violations") long boundViolations,
        @JsonProperty("backward_readings") long backwardReadings,
        @JsonProperty("load_average") double loadAverage,
        @JsonProperty("processors") int processors) {

    /** Whether every promise was kept. */
    public boolean isClean() {
        return boundViolations == 0 && backwardReadings == 0;
    }

    /** One JSON object on one line. */
    public String json() throws JsonProcessingException {
        return new ObjectMapper().writeValueAsString(this);
    }
}
