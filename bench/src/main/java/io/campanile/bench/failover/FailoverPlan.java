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
 * @param many whether of thousands of slaves over UDP, whose leader is killed; otherwise of a few, with faults of each kind
 * @param network the name of the network in which this is not to be done; empty where no other can be had
 * @param parent the number of the process with which this one ends
 */
record FailoverPlan(String campanile, String scratch, Size size, boolean many, String network, long parent) {

    /**
     * How much is measured.
     *
     * @param slaves how many there are
     * @param takeovers how many of each kind
     * @param watchedSeconds for how long before and after a fault the clocks are compared
     */
    record Size(int slaves, int takeovers, int watchedSeconds) {}

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

    /** A folder for the files of the group of masters. */
    Path folder() {
        return Path.of(scratch, "group");
    }

    /** Where the table goes. */
    Path result() {
        return Path.of(scratch, RESULT);
    }
}
