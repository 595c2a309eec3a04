package io.campanile.admin.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that take their time, or all of it. */
class WebServerTest {

    private static final int PAGE_BYTES = 64 << 20;

    private final Semaphore release = new Semaphore(0);
    private final WebServer server = new WebServer(Duration.ofMillis(500));

    @BeforeEach
    void listen() throws IOException {
        Content large = Content.of(HttpResponseStatus.OK, "text/plain", new byte[PAGE_BYTES]);
        Map<String, Page> pages = Map.of("/", Page.of(query -> large), "/held", this::held);
        server.listen(
                WebConfig.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                new Routes(
                        Map.of("/health/live", Page.of(query -> Health.live().answer())),
                        pages,
                        Map.of(),
                        WebServerTest.class));
    }

    /** A document that takes as long to compute as the test likes. */
    private CompletableFuture<Answer> held(Query query) {
        release.acquireUninterruptibly();
        return CompletableFuture.completedFuture(Content.json(List.of("held")));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Socket connect() throws IOException {
        return new Socket(server.address().getAddress(), server.address().getPort());
    }

    private static void say(Socket socket, String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    @Timeout(60)
    void hangsUpOnWhoConnectsAndSaysNothing() throws IOException {
        try (Socket socket = connect()) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    @Timeout(60)
    void hangsUpOnWhoNeverComesToTheEndOfARequest() throws IOException {
        try (Socket socket = connect()) {
            say(socket, "GET / HTTP/1.1\r\nHost: localhost\r\nX: ");
            // A byte now and then is no request.
            assertThatThrownBy(() -> {
                        while (true) {
                            say(socket, "y");
                            Thread.sleep(20);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    @Timeout(60)
    void hangsUpOnWhoReadsItsAnswerTooSlowly() throws Exception {
        try (Socket socket = connect()) {
            say(socket, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            byte[] buffer = new byte[1 << 16];
            long bytes = 0;
            for (int count = 0; count >= 0; count = read(socket, buffer)) {
                bytes += count;
                Thread.sleep(20);
            }
            assertThat(bytes).isBetween(1L, PAGE_BYTES - 1L);
        }
    }

    /** A reset is an end, too. */
    private static int read(Socket socket, byte[] buffer) {
        try {
            return socket.getInputStream().read(buffer);
        } catch (IOException e) {
            return -1;
        }
    }

    private String ask(String path) throws IOException {
        try (Socket socket = connect()) {
            say(socket, "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".formatted(path));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    @Timeout(60)
    void saysHowTheProcessIsWhateverElseIsComputed() throws Exception {
        try (Socket one = connect();
                Socket two = connect()) {
            for (Socket socket : List.of(one, two)) {
                say(socket, "GET /held HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(5));
            }
            for (int i = 0; i < 20; i++) {
                assertThat(ask("/health/live")).startsWith("HTTP/1.1 200 OK").contains("live");
            }
            assertThat(one.getInputStream().available()).isZero();
        } finally {
            release.release(1000);
        }
    }

    @Test
    @Timeout(60)
    void manyWhoConnectAndSayNothingKeepNobodyOut() throws Exception {
        WebServer patient = new WebServer();
        try {
            patient.listen(
                    WebConfig.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                    new Routes(
                            Map.of("/health/live", Page.of(query -> Health.live().answer())),
                            Map.of(),
                            Map.of(),
                            WebServerTest.class));
            List<Socket> silent = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                silent.add(new Socket(patient.address().getAddress(), patient.address().getPort()));
            }
            try (Socket socket = new Socket(patient.address().getAddress(), patient.address().getPort())) {
                say(socket, "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 200 OK");
            }
            for (Socket socket : silent) {
                socket.close();
            }
        } finally {
            patient.close();
        }
    }

    @Test
    @Timeout(60)
    void answersPathsThatAreVeryLongOrClimbWithoutHarm() throws IOException {
        for (String path : List.of("/a".repeat(2000) + ".js", "/" + "a".repeat(4000), "/../etc/passwd", "/%2e%2e/x.js", "//x.js")) {
            assertThat(ask(path)).startsWith("HTTP/1.1 404");
        }
        assertThat(ask("/a".repeat(3000))).startsWith("HTTP/1.1 400");
    }

    @Test
    @Timeout(60)
    void whatIsLargeArrivesWhole() throws IOException {
        String answer = ask("/");
        assertThat(answer).startsWith("HTTP/1.1 200 OK").contains("content-length: " + PAGE_BYTES + "\r\n");
        assertThat(answer.length()).isGreaterThan(PAGE_BYTES);
        try (Socket socket = connect()) {
            say(socket, "HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(socket.getInputStream().readAllBytes().length).isLessThan(2000);
        }
    }
}
