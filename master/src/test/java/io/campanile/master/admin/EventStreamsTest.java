package io.campanile.master.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.DefaultChannelId;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventStreamsTest {

    private static final String LISTEN = "GET /api/v1/events HTTP/1.1\r\nHost: x\r\n\r\n";

    private final Admin admin;

    EventStreamsTest() throws Exception {
        admin = new Admin();
    }

    @AfterEach
    void close() {
        admin.close();
    }

    private Socket connect() throws Exception {
        Socket socket = new Socket(
                admin.server.address().getAddress(), admin.server.address().getPort());
        socket.setSoTimeout(90_000);
        return socket;
    }

    private static String firstLine(Socket socket) throws Exception {
        StringBuilder line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c >= 0 && c != '\r';
                c = socket.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    @Test
    void tellsWhatHappenedBeforeAndThenEachRound() throws Exception {
        admin.cluster.join("a1", Duration.ofSeconds(1), 0);
        await().until(() -> admin.json("/api/v1/status").at("/states/MEMBER").asInt() == 1);
        try (Stream<String> lines = admin.events().body()) {
            List<String> first =
                    lines.takeWhile(line -> !line.startsWith("event: round")).toList();
            assertThat(first.get(0)).isEqualTo("retry: 1000");
            assertThat(String.join("\n", first))
                    .containsPattern("id: [0-9]+\\.1\nevent: change\ndata: ")
                    .contains("\"kind\":\"JOINED\",\"slave\":\"a1\"");
        }
    }

    @Test
    void goesOnWhereAClientLeftOff() throws Exception {
        admin.cluster.join("a1", Duration.ofSeconds(1), 0);
        await().until(() -> admin.json("/api/v1/status").at("/states/MEMBER").asInt() == 1);
        long epoch = admin.json("/api/v1/status").at("/master/epoch").asLong();
        try (Stream<String> lines =
                admin.events("Last-Event-ID", epoch + ".1000000").body()) {
            assertThat(lines.takeWhile(line -> !line.startsWith("event: round")))
                    .noneMatch(line -> line.startsWith("id:"));
        }
    }

    @Test
    void isAStreamThatNobodyCaches() throws Exception {
        HttpResponse<Stream<String>> response = admin.events();
        response.body().close();
        assertThat(response.headers().firstValue("content-type")).contains("text/event-stream; charset=utf-8");
        assertThat(response.headers().firstValue("cache-control")).contains("no-store");
        assertThat(response.headers().firstValue("content-security-policy")).isPresent();
    }

    @Test
    void sendsAnOldClientTheStreamWithoutChunks() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream().write("GET /api/v1/events HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String head = new String(socket.getInputStream().readNBytes(600), StandardCharsets.UTF_8);
            assertThat(head).contains("\r\n\r\nretry: 1000\n").doesNotContain("chunked");
        }
    }

    @Test
    void turnsAwayWhoIsTooMany() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < EventStreams.MAX_STREAMS; i++) {
            Socket socket = connect();
            sockets.add(socket);
            socket.getOutputStream().write(LISTEN.getBytes(StandardCharsets.US_ASCII));
            assertThat(firstLine(socket)).isEqualTo("HTTP/1.1 200 OK");
        }
        assertThat(admin.get("/api/v1/events").statusCode()).isEqualTo(503);
        for (Socket socket : sockets) {
            socket.close();
        }
        await().until(() -> {
            HttpResponse<Stream<String>> response = admin.events();
            response.body().close();
            return response.statusCode() == 200;
        });
    }

    @Test
    void endsWithTheServer() throws Exception {
        try (Stream<String> lines = admin.events().body()) {
            admin.server.close();
            // Either the end of the stream, or an exception that says so: the test is that it returns.
            assertThat(catchEnd(lines)).isTrue();
        }
    }

    private static boolean catchEnd(Stream<String> lines) {
        try {
            return lines.count() >= 0;
        } catch (java.io.UncheckedIOException e) {
            return true;
        }
    }

    @Test
    void dropsWhoDoesNotReadItsEvents() {
        EmbeddedChannel time = new EmbeddedChannel();
        EventStreams streams = new EventStreams(time.eventLoop(), new Chronicle(admin.cluster.master()), 1);
        EmbeddedChannel quick = listener(streams);
        EmbeddedChannel slow = listener(streams);
        slow.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        time.advanceTimeBy(1, TimeUnit.MINUTES);
        time.runScheduledPendingTasks();
        assertThat(quick.isOpen()).isTrue();
        assertThat(slow.isOpen()).isFalse();
        quick.finishAndReleaseAll();
        slow.finishAndReleaseAll();
        time.finishAndReleaseAll();
    }

    private static EmbeddedChannel listener(EventStreams streams) {
        EmbeddedChannel channel = new EmbeddedChannel(
                DefaultChannelId.newInstance(),
                new ReadTimeoutHandler(30),
                new AdminHandler(path -> Optional.empty(), streams));
        channel.writeInbound(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, Site.EVENTS));
        return channel;
    }
}
