package io.campanile.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** What a server says in JSON over HTTP: an admin server of ours, and others that are tested beside it. */
final class JsonApi {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonApi() {}

    /** The status of the node whose admin server is at {@code HOST:PORT}. */
    static JsonNode status(String admin) throws IOException, InterruptedException {
        return get("http://" + admin + "/api/v1/status");
    }

    static JsonNode get(String url) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
        return JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
    }
}
