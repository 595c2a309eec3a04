package io.campanile.load.agreement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/**
 * What a slave printed: cluster time beside the machine's own.
 *
 * @param hostNanos the machine's clock
 * @param clusterNanos the slave's cluster clock at the same instant
 * @param errorNanos how far it says that this can be from cluster time
 */
record SlaveReading(long hostNanos, long clusterNanos, long errorNanos) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads a line of {@code campanile slave --print json}.
     *
     * @return empty while the slave does not know how far it can be off
     */
    static Optional<SlaveReading> parse(String line) throws JsonProcessingException {
        JsonNode node = JSON.readTree(line);
        if (!node.path("host_ns").isNumber()
                || !node.path("cluster_ns").isNumber()
                || !node.path("error_ns").isNumber()) {
            return Optional.empty();
        }
        return Optional.of(new SlaveReading(
                node.get("host_ns").asLong(),
                node.get("cluster_ns").asLong(),
                node.get("error_ns").asLong()));
    }

    /** By how much the cluster clock is ahead of the machine's: a true measure, because slaves of one machine share that. */
    long aheadNanos() {
        return clusterNanos - hostNanos;
    }
}
