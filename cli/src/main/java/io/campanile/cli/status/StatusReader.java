package io.campanile.cli.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.campanile.admin.master.StatusDocument;
import io.campanile.admin.master.StatusJson;
import io.campanile.core.message.Printable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

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
    private final HttpClient client;
    private final @Nullable String authorization;

    /**
     * Asks this one.
     *
     * @param client with the certificates that it is to have
     * @param authorization the header of that name; null for none
     */
    MasterStatusClient(URI admin, HttpClient.Builder client, @Nullable String authorization) {
        this.admin = admin;
        this.client = client.connectTimeout(TIMEOUT).build();
        this.authorization = authorization;
    }

    /**
     * The master's answer as it is.
     *
     * @throws IOException if there is none: one sentence that says what to do
     */
    String ask() throws IOException, InterruptedException {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(admin.resolve("/api/v1/status")).timeout(TIMEOUT);
        if (authorization != null) {
            builder.header("Authorization", authorization);
        }
        HttpRequest request = builder.build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() == 200) {
                return response.body();
            }
            throw new IOException(refusal(response.statusCode()));
        } catch (SSLException e) {
            throw new IOException(
                    "cannot get the status from %s: %s; is its certificate of --ca, for this name, and does it want a --cert?"
                            .formatted(admin, Printable.text(String.valueOf(e.getMessage()))),
                    e);
        } catch (IOException e) {
            String why = e.getMessage() == null ? "nothing listens there" : Printable.text(e.getMessage());
            throw new IOException(
                    "cannot get the status from %s: %s; is the master running, and is this its admin server? choose it with --admin"
                            .formatted(admin, why),
                    e);
        }
    }

    private static String refusal(int status) {
        return switch (status) {
            case 401 -> "it wants a token: give --token-file";
            case 421 ->
                "it does not go by this name: use its address, or allow the name where it is started, with --admin-host";
            default -> "it answered " + status;
        };
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
