package io.campanile.cli.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.campanile.admin.master.StatusDocument;
import io.campanile.admin.master.StatusJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/**
 * Asks a master's admin server for its status. The command itself speaks of no class of the master: what lists the commands
 * would load it for every one of them.
 */
final class MasterStatusClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final List<StatusView.Column> COLUMNS = List.of(
            StatusView.NAME,
            StatusView.ADDRESS,
            StatusView.STATE,
            StatusView.OFFSET,
            StatusView.ERROR,
            StatusView.DRIFT,
            StatusView.DELAY,
            StatusView.HEARD);

    private final URI admin;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    MasterStatusClient(URI admin) {
        this.admin = admin;
    }

    /**
     * The master's answer as it is.
     *
     * @throws IOException if there is none: one sentence that says what to do
     */
    String ask() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(admin.resolve("/api/v1/status"))
                .timeout(TIMEOUT)
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() == 200) {
                return response.body();
            }
            throw new IOException("it answered " + response.statusCode());
        } catch (IOException e) {
            String why = e.getMessage() == null ? "nothing listens there" : e.getMessage();
            throw new IOException(
                    "cannot get the status from %s: %s; is the master running, and is this its admin server? choose it with --admin"
                            .formatted(admin, why),
                    e);
        }
    }

    /**
     * An answer for people.
     *
     * @param maxSlaves how many rows of slaves at most
     * @throws IOException if it is none: one sentence that says what to do
     */
    List<String> lines(String answer, int maxSlaves) throws IOException {
        try {
            StatusDocument status = StatusJson.read(answer);
            return StatusView.lines(status, COLUMNS, Math.min(maxSlaves, StatusDocument.MAX_SLAVES));
        } catch (JsonProcessingException e) {
            throw new IOException(
                    "what answers at %s is no Campanile admin server; choose it with --admin".formatted(admin), e);
        }
    }
}
