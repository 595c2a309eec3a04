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
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that take their time, or all of it. */
class WebServerTest {

    private static final int PAGE_BYTES = 64 << 20;

    private final WebServer server = new WebServer(Duration.ofMillis(500));

    @BeforeEach
    void listen() throws IOException {
        Content large = Content.of(HttpResponseStatus.OK, "text/plain", new byte[PAGE_BYTES]);
        server.listen(
                WebConfig.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                new Routes(Map.of(), Map.of("/", Page.of(query -> large)), Map.of(), WebServerTest.class));
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
}
