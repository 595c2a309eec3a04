package io.campanile.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A line of a slave whose machine's clock cannot be believed, stamped by the Docker engine or by the test as it arrived there: their
 * clock is right. A line takes a moment to get there, so cluster time is ahead by this or by more.
 *
 * @param arrivedNanos by the clock of whoever stamped it
 * @param clusterNanos what the slave said that cluster time is
 * @param errorNanos how far that could be off
 * @param hostNanos what the slave takes the machine's clock for
 */
record StampedLine(long arrivedNanos, long clusterNanos, long errorNanos, long hostNanos) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads one; nothing for what is no line of a synchronized slave. */
    static Optional<StampedLine> parse(String text) {
        int space = text.indexOf(' ');
        if (!text.startsWith("{", space + 1)) {
            return Optional.empty();
        }
        try {
            JsonNode node = JSON.readTree(text.substring(space + 1));
            return node.path("error_ns").isNumber()
                    ? Optional.of(new StampedLine(
                            ChronoUnit.NANOS.between(Instant.EPOCH, Instant.parse(text.substring(0, space))),
                            node.get("cluster_ns").asLong(),
                            node.get("error_ns").asLong(),
                            node.get("host_ns").asLong()))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new AssertionError("a slave printed no JSON: " + text, e);
        }
    }

    /** By how much cluster time is ahead of the truth, at least. */
    long ahead() {
        return clusterNanos - arrivedNanos;
    }
}
