package io.campanile.admin.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.DefaultChannelId;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventStreamsTest {

    private static final String PATH = "/api/v1/events";
    private static final String LISTEN = "GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final List<Event> FIRST = List.of(new Event("7.1", "hello", Map.of("name", "a1")));

    private final WebServer server = new WebServer();
    private final HttpClient client = HttpClient.newHttpClient();

    private static Routes routes(EventStreams streams) {
        Page events = query -> CompletableFuture.completedFuture(streams.open(query, () -> FIRST));
        return new Routes(Map.of(), Map.of(PATH, events), Map.of(), EventStreamsTest.class);
    }

    @BeforeEach
    void listen() throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server.listen(WebConfig.open(anyPort), routes(new EventStreams(server.loop())));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Socket connect() throws IOException {
        Socket socket =
                new Socket(server.address().getAddress(), server.address().getPort());
        socket.setSoTimeout(90_000);
        return socket;
    }

    private static void say(Socket socket, String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
    }

    private HttpResponse<Stream<String>> events() throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + PATH);
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofLines());
    }

    private static String firstLine(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c >= 0 && c != '\r';
                c = socket.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    @Test
    void isAStreamThatNobodyCaches() throws Exception {
        HttpResponse<Stream<String>> response = events();
        try (Stream<String> lines = response.body()) {
            assertThat(lines.limit(5))
                    .containsExactly("retry: 1000", "", "id: 7.1", "event: hello", "data: {\"name\":\"a1\"}");
        }
        assertThat(response.headers().firstValue("content-type")).contains("text/event-stream; charset=utf-8");
        assertThat(response.headers().firstValue("cache-control")).contains("no-store");
        assertThat(response.headers().firstValue("content-security-policy")).isPresent();
        assertThat(response.headers().firstValue("x-accel-buffering")).contains("no");
    }

    @Test
    void sendsAnOldClientTheStreamWithoutChunks() throws Exception {
        try (Socket socket = connect()) {
            say(socket, "GET " + PATH + " HTTP/1.0\r\n\r\n");
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            List<String> head = in.lines().takeWhile(line -> !line.isEmpty()).toList();
            assertThat(head).noneMatch(line -> line.contains("chunked"));
            assertThat(in.readLine()).isEqualTo("retry: 1000");
        }
    }

    @Test
    void turnsAwayWhoIsTooMany() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < EventStreams.MAX_STREAMS; i++) {
            Socket socket = connect();
            sockets.add(socket);
            say(socket, LISTEN);
            assertThat(firstLine(socket)).isEqualTo("HTTP/1.1 200 OK");
        }
        assertThat(events().statusCode()).isEqualTo(503);
        for (Socket socket : sockets) {
            socket.close();
        }
        await().until(() -> {
            HttpResponse<Stream<String>> response = events();
            response.body().close();
            return response.statusCode() == 200;
        });
    }

    @Test
    void answersWhatWasAskedBeforeAStreamAndNothingBehindItsBeginning() {
        EmbeddedChannel time = new EmbeddedChannel();
        CompletableFuture<Answer> slow = new CompletableFuture<>();
        EventStreams streams = new EventStreams(time.eventLoop());
        Map<String, Page> pages = Map.of(
                "/slow",
                query -> slow,
                PATH,
                query -> CompletableFuture.completedFuture(streams.open(query, () -> FIRST)));
        EmbeddedChannel channel = channel(new Routes(Map.of(), pages, Map.of(), EventStreamsTest.class));
        ask(channel, "/slow");
        ask(channel, PATH);
        ask(channel, "/slow");
        assertThat(channel.outboundMessages()).isEmpty();
        slow.complete(Content.json(List.of(1)));
        channel.runPendingTasks();
        time.runPendingTasks();
        channel.runPendingTasks();
        assertThat(channel.outboundMessages()).hasSize(3).first().isInstanceOf(FullHttpResponse.class);
        assertThat(channel.outboundMessages().stream().skip(1)).noneMatch(FullHttpResponse.class::isInstance);
        channel.finishAndReleaseAll();
        time.finishAndReleaseAll();
    }

    @Test
    void endsWithTheServer() throws Exception {
        try (Stream<String> lines = events().body()) {
            server.close();
            // Either the end of the stream, or an exception that says so: the test is that it returns.
            assertThat(catchEnd(lines)).isTrue();
        }
    }

    private static boolean catchEnd(Stream<String> lines) {
        try {
            return lines.count() >= 0;
        } catch (UncheckedIOException e) {
            return true;
        }
    }

    @Test
    void dropsWhoDoesNotReadItsEvents() {
        EmbeddedChannel time = new EmbeddedChannel();
        EventStreams streams = new EventStreams(time.eventLoop());
        EmbeddedChannel quick = channel(routes(streams));
        EmbeddedChannel slow = channel(routes(streams));
        ask(quick, PATH);
        ask(slow, PATH);
        time.runPendingTasks();
        slow.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        time.advanceTimeBy(1, TimeUnit.MINUTES);
        time.runScheduledPendingTasks();
        assertThat(quick.isOpen()).isTrue();
        assertThat(slow.isOpen()).isFalse();
        quick.finishAndReleaseAll();
        slow.finishAndReleaseAll();
        time.finishAndReleaseAll();
    }

    private static EmbeddedChannel channel(Routes routes) {
        return new EmbeddedChannel(
                DefaultChannelId.newInstance(), new ReadTimeoutHandler(30), Requests.handler(routes));
    }

    private static void ask(EmbeddedChannel channel, String path) {
        channel.writeInbound(Requests.get(path));
        channel.runPendingTasks();
    }
}
