package io.campanile.cli.client;

import io.campanile.core.message.Printable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Asks an admin server for its status. */
public final class AdminClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final URI status;
    private final URI admin;
    private final HttpClient client;
    private final @Nullable String authorization;

    /**
     * Asks this one.
     *
     * @param client with the certificates that it is to have
     * @param authorization the header of that name; null for none
     */
    AdminClient(URI admin, HttpClient.Builder client, @Nullable String authorization) {
        this.admin = admin;
        this.status = URI.create(admin.toString().replaceFirst("/*$", "") + "/api/v1/status");
        this.client = client.connectTimeout(TIMEOUT).build();
        this.authorization = authorization;
    }

    /** Where it asks. */
    public URI admin() {
        return admin;
    }

    /** Nobody answers there, which may change. */
    public static final class Unreachable extends IOException {

        private static final long serialVersionUID = 1;

        private Unreachable(String message, IOException cause) {
            super(message, cause);
        }
    }

    /**
     * The answer as it is.
     *
     * @throws Unreachable if nobody answers: one sentence that says what to do
     * @throws IOException if it is refused, likewise
     */
    public String ask() throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(status).timeout(TIMEOUT);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        HttpResponse<String> response = send(request.build());
        if (response.statusCode() != 200) {
            throw new IOException("cannot get the status from %s: %s".formatted(admin, refusal(response.statusCode())));
        }
        return response.body();
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (SSLException e) {
            throw new IOException(
                    "cannot get the status from %s: %s; is its certificate of --ca, for this name, and does it want a --cert?"
                            .formatted(admin, Printable.text(String.valueOf(e.getMessage()))),
                    e);
        } catch (IOException e) {
            String why = e.getMessage() == null ? "nothing listens there" : Printable.text(e.getMessage());
            throw new Unreachable(
                    "cannot get the status from %s: %s; is Campanile running there, and is this its admin server? choose it with --admin"
                            .formatted(admin, why),
                    e);
        }
    }

    private static String refusal(int status) {
        return switch (status) {
            case 401 -> "it wants a token: give --token-file";
            case 403 ->
                "the names in the --cert are no operator's: have the master's --allow file give one of them that role";
            case 421 ->
                "it does not go by this name: use its address, or allow the name where it is started, with --admin-host";
            default -> "it answered %s; is this its admin server? choose it with --admin".formatted(status);
        };
    }
}
