package io.campanile.bench.ladder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What {@code campanile load --json} tells, as far as we use it; not a number is what it does not know.
 *
 * @param slaves how many there should be
 * @param connected how many were in at the end
 * @param disconnected connections that were lost
 * @param measuredSeconds for how long it measured, until it ended
 * @param rounds how many rounds the master ran meanwhile
 * @param slaveRoundsPerSecond how many of their corrections arrived in a second
 * @param coverage the share of slave-rounds that ended with a correction
 * @param p50ErrorNanos half of the readings were no further from the common time
 * @param p99ErrorNanos 99 of 100
 * @param p999ErrorNanos 999 of 1000
 * @param maxErrorNanos all
 * @param violations bounds that were wrong and readings that went back
 * @param cpuSeconds CPU time of the generator while it measured
 */
public record LoadFigures(
        long slaves,
        long connected,
        long disconnected,
        double measuredSeconds,
        long rounds,
        double slaveRoundsPerSecond,
        double coverage,
        double p50ErrorNanos,
        double p99ErrorNanos,
        double p999ErrorNanos,
        double maxErrorNanos,
        long violations,
        double cpuSeconds) {

    static LoadFigures parse(String json) throws JsonProcessingException {
        JsonNode root = new ObjectMapper().readTree(json);
        return new LoadFigures(
                root.required("slaves").asLong(),
                root.required("connected").asLong(),
                root.required("disconnected").asLong(),
                number(root, "measured_s"),
                root.required("rounds").asLong(),
                number(root, "slave_rounds_per_s"),
                number(root, "coverage"),
                number(root, "p50_error_ns"),
                number(root, "p99_error_ns"),
                number(root, "p999_error_ns"),
                number(root, "max_error_ns"),
                root.required("bound_violations").asLong()
                        + root.required("backward_readings").asLong(),
                number(root, "cpu_s"));
    }

    private static double number(JsonNode root, String name) {
        return root.required(name).asDouble(Double.NaN);
    }

    /** How many slave-rounds were completed in this many whole rounds, or in those that the master ran, if they are fewer. */
    double slaveRounds(long wholeRounds) {
        double inEachRound = slaveRoundsPerSecond * measuredSeconds / rounds;
        return inEachRound * Math.min(wholeRounds, rounds);
    }

    /** What the generator took of a core. */
    double cpuShare() {
        return cpuSeconds / measuredSeconds;
    }
}
