package io.campanile.admin.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that are many, or ask for a lot: what the others get meanwhile. */
@Timeout(120)
class CrowdTest {

    private static final int PAGE_BYTES = 4 << 20;
    private static final int CROWD = 300;
    private static final String HEALTH = "/health/live";

    private final Semaphore release = new Semaphore(0);
    private final WebServer server = new WebServer();
    private final List<Socket> crowd = new ArrayList<>();

    @BeforeEach
    void listen() throws IOException {
        Content large = Content.of(HttpResponseStatus.OK, "text/plain", new byte[PAGE_BYTES]);
        Map<String, Page> pages = Map.of("/large", Page.of(query -> large), "/held", this::held);
        server.listen(
                WebConfig.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                new Routes(Map.of(HEALTH, Page.of(query -> Health.live().answer())), pages, Map.of(), CrowdTest.class));
    }

    /** A document that takes as long to compute as the test likes. */
    private CompletableFuture<Answer> held(Query query) {
        release.acquireUninterruptibly();
        return CompletableFuture.completedFuture(Content.json(List.of("held")));
    }

    @AfterEach
    void close() throws IOException {
        release.release(10 * CROWD);
        for (Socket socket : crowd) {
            socket.close();
        }
        server.close();
    }

    private Socket connect() throws IOException {
        return new Socket(server.address().getAddress(), server.address().getPort());
    }

    private void gather(String words) throws IOException {
        for (int i = 0; i < CROWD; i++) {
            Socket socket = connect();
            crowd.add(socket);
            say(socket, words);
        }
    }

    private static void say(Socket socket, String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
    }

    private String ask(String path) throws IOException {
        return ask("GET", path);
    }

    private String ask(String method, String path) throws IOException {
        try (Socket socket = connect()) {
            say(socket, "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".formatted(method, path));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whoConnectsAndSaysNothingKeepsNobodyOut() throws IOException {
        gather("");
        assertThat(ask(HEALTH)).startsWith("HTTP/1.1 200 OK").contains("live");
        assertThat(ask("/large")).startsWith("HTTP/1.1 200 OK");
    }

    @Test
    void whoNeverEndsARequestKeepsNobodyOut() throws IOException {
        gather("GET / HTTP/1.1\r\nHost: loc");
        assertThat(ask(HEALTH)).startsWith("HTTP/1.1 200 OK").contains("live");
    }

    @Test
    void healthIsAnsweredWhateverIsComputedForWhomever() throws IOException {
        gather("GET /held HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(5));
        for (int i = 0; i < 20; i++) {
            assertThat(ask(HEALTH)).startsWith("HTTP/1.1 200 OK").contains("live");
        }
    }

    @Test
    void answersPathsThatAreVeryLongOrClimb() throws IOException {
        for (String path : List.of(
                "/a".repeat(2000) + ".js", "/" + "a".repeat(4000), "/../etc/passwd", "/%2e%2e/x.js", "//x.js")) {
            assertThat(ask(path)).startsWith("HTTP/1.1 404");
        }
        assertThat(ask("/a".repeat(3000))).startsWith("HTTP/1.1 400");
    }

    @Test
    void whatIsLargeArrivesWhole() throws IOException {
        String answer = ask("/large");
        assertThat(answer).startsWith("HTTP/1.1 200 OK").contains("content-length: " + PAGE_BYTES + "\r\n");
        assertThat(answer.length()).isGreaterThan(PAGE_BYTES);
        assertThat(ask("HEAD", "/large"))
                .contains("content-length: " + PAGE_BYTES + "\r\n")
                .hasSizeLessThan(2000);
    }
}
