package io.campanile.load.failover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * What a master's status says, as far as the rig asks.
 *
 * @param epoch its epoch
 * @param members how many slaves were connected in its last round
 * @param agreeing how many clocks agreed in it, the master's included
 */
record MasterView(long epoch, int members, int agreeing) {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Asks a master.
     *
     * @param admin its admin server, as {@code HOST:PORT}
     * @return empty if it does not answer, or has run no round
     */
    static Optional<MasterView> ask(HttpClient client, String admin) throws InterruptedException {
        try {
            return parse(status(client, admin));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** How a master sees its group, for a person; why it cannot be asked, if so. */
    static String group(HttpClient client, String admin) throws InterruptedException {
        try {
            return String.valueOf(JSON.readTree(status(client, admin)).path("group"));
        } catch (IOException e) {
            return String.valueOf(e);
        }
    }

    private static String status(HttpClient client, String admin) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://%s/api/v1/status".formatted(admin)))
                .timeout(PATIENCE)
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("the admin server answered %s".formatted(response.statusCode()));
        }
        return response.body();
    }

    /** Reads a status document. */
    static Optional<MasterView> parse(String document) throws IOException {
        JsonNode root = JSON.readTree(document);
        JsonNode round = root.path("round");
        return round.isObject()
                ? Optional.of(new MasterView(
                        root.at("/master/epoch").asLong(),
                        round.path("members").asInt(),
                        round.path("truechimers").asInt()))
                : Optional.empty();
    }
}
