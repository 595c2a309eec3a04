package io.campanile.bench.failover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;

/**
 * What to measure, as one process tells another.
 *
 * @param campanile the start script of the Campanile to measure
 * @param scratch an empty folder for files
 * @param size how much of it
 * @param network the name of the network in which this is not to be done; empty where no other can be had
 * @param parent the number of the process with which this one ends
 */
record FailoverPlan(String campanile, String scratch, Size size, String network, long parent) {

    /**
     * How much is measured.
     *
     * @param takeovers how many of each kind
     * @param many how many slaves there are over UDP
     * @param manyTakeovers how many takeovers of those
     * @param watchedSeconds for how long before and after a fault the clocks are compared
     */
    record Size(int takeovers, int many, int manyTakeovers, int watchedSeconds) {}

    private static final String RESULT = "failover.md";

    String json() throws JsonProcessingException {
        return new ObjectMapper().writeValueAsString(this);
    }

    static FailoverPlan parse(String json) throws JsonProcessingException {
        return new ObjectMapper().readValue(json, FailoverPlan.class);
    }

    /** Whether it is done in another network. */
    boolean ownNetwork() {
        return !network.isEmpty();
    }

    /** A folder for the files of one group of masters. */
    Path folder(String name) {
        return Path.of(scratch, name);
    }

    /** Where the table goes. */
    Path result() {
        return folder(RESULT);
    }
}
