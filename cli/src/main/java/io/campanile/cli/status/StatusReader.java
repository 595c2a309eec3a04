package io.campanile.cli.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.campanile.admin.master.StatusDocument;
import io.campanile.admin.master.StatusJson;
import io.campanile.admin.slave.ClockDocument;
import io.campanile.admin.web.Json;
import io.campanile.proto.socket.Transport;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/**
 * Reads the status of a master or of a slave. The command itself speaks of no class of the master: what lists the commands would
 * load it for every one of them.
 */
final class StatusReader {

    private static final List<StatusView.Column> COLUMNS = List.of(
            StatusView.NAME,
            StatusView.ADDRESS,
            StatusView.STATE,
            StatusView.OFFSET,
            StatusView.ERROR,
            StatusView.DRIFT,
            StatusView.DELAY,
            StatusView.PROBES,
            StatusView.HEARD);

    private StatusReader() {}

    /** Where all probes go over connections, how they go tells nothing. */
    private static List<StatusView.Column> columns(StatusDocument status) {
        boolean datagrams = status.slaves().stream()
                .anyMatch(slave -> Transport.UDP.toString().equals(slave.probesBy()));
        return COLUMNS.stream()
                .filter(column -> datagrams || !column.equals(StatusView.PROBES))
                .toList();
    }

    /**
     * An answer for people.
     *
     * @param admin who gave it
     * @param maxSlaves how many rows of slaves at most
     * @throws IOException if it is none: one sentence that says what to do
     */
    static List<String> lines(URI admin, String answer, int maxSlaves) throws IOException {
        try {
            StatusDocument status = StatusJson.read(answer);
            return StatusView.lines(status, columns(status), Math.min(maxSlaves, StatusDocument.MAX_SLAVES)).stream()
                    // What a master says of its settings, in the options that the person has who started it.
                    .map(line -> line.replace("raise the panic limit", "raise --panic"))
                    .toList();
        } catch (JsonProcessingException e) {
            // A slave's, or none at all: its master is an address.
        }
        try {
            ClockDocument slave = Json.read(answer, ClockDocument.class);
            if (slave != null && slave.status() != null && slave.refusals() != null) {
                return SlaveView.lines(slave);
            }
        } catch (JsonProcessingException e) {
            // None at all.
        }
        throw new IOException(
                "what answers at %s is no Campanile admin server; choose it with --admin".formatted(admin));
    }
}
