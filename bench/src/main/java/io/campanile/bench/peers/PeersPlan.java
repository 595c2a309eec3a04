package io.campanile.bench.peers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;

/**
 * What to measure, as one process tells another.
 *
 * @param campanile the start script of the Campanile to measure
 * @param scratch an empty folder for files
 * @param length for how long each is measured
 * @param network the name of the network in which this is not to be done
 * @param parent the number of the process with which this one ends
 */
record PeersPlan(String campanile, String scratch, Length length, String network, long parent) {

    /**
     * For how long each is measured.
     *
     * @param settleSeconds how long it has before that
     * @param seconds how long it is measured
     */
    record Length(int settleSeconds, int seconds) {}

    String json() throws JsonProcessingException {
        return new ObjectMapper().writeValueAsString(this);
    }

    static PeersPlan parse(String json) throws JsonProcessingException {
        return new ObjectMapper().readValue(json, PeersPlan.class);
    }

    /** A file of this name. */
    Path file(String name) {
        return Path.of(scratch, name);
    }

    /** Where the table goes. */
    Path result() {
        return file("peers.md");
    }
}
