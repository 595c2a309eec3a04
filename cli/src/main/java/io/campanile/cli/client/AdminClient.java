package io.campanile.cli.client;

import io.campanile.core.message.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Asks an admin server for its status. By the older of Java's two clients: the newer one takes as long as all else of a short command. */
public final class AdminClient {

    private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(5).toMillis();

    private final URI status;
    private final URI admin;
    private final @Nullable SSLSocketFactory tls;
    private final @Nullable String authorization;

    /**
     * Asks this one.
     *
     * @param tls with the certificates that it is to have; null for those that Java knows
     * @param authorization the header of that name; null for none
     */
    AdminClient(URI admin, @Nullable SSLSocketFactory tls, @Nullable String authorization) {
        this.admin = admin;
        this.status = URI.create(admin.toString().replaceFirst("/*$", "") + "/api/v1/status");
        this.tls = tls;
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
    public String ask() throws IOException {
        HttpURLConnection request = (HttpURLConnection) status.toURL().openConnection();
        request.setConnectTimeout(TIMEOUT_MILLIS);
        request.setReadTimeout(TIMEOUT_MILLIS);
        request.setInstanceFollowRedirects(false);
        request.setUseCaches(false);
        if (tls != null && request instanceof HttpsURLConnection encrypted) {
            encrypted.setSSLSocketFactory(tls);
        }
        if (authorization != null) {
            request.setRequestProperty("Authorization", authorization);
        }
        int code = send(request);
        if (code != HttpURLConnection.HTTP_OK) {
            request.disconnect();
            throw new IOException("cannot get the status from %s: %s".formatted(admin, refusal(code)));
        }
        return body(request);
    }

    private int send(HttpURLConnection request) throws IOException {
        try {
            int code = request.getResponseCode();
            if (code < 0) {
                throw new IOException("what answers there does not speak HTTP");
            }
            return code;
        } catch (IOException e) {
            throw unanswered(e);
        }
    }

    private String body(HttpURLConnection request) throws IOException {
        try (InputStream in = request.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw unanswered(e);
        }
    }

    private IOException unanswered(IOException e) {
        if (e instanceof SSLException) {
            return new IOException(
                    "cannot get the status from %s: %s; is its certificate of --ca, for this name, and does it want a --cert?"
                            .formatted(admin, Printable.text(String.valueOf(e.getMessage()))),
                    e);
        }
        return new Unreachable(
                "cannot get the status from %s: %s; is Campanile running there, and is this its admin server? choose it with --admin"
                        .formatted(admin, reason(e)),
                e);
    }

    private static String reason(IOException e) {
        if (e instanceof ConnectException || e.getMessage() == null) {
            return "nothing listens there";
        }
        String why = Printable.text(e.getMessage());
        return e instanceof UnknownHostException ? "cannot find " + why : why;
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
