package io.campanile.admin.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultChannelId;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The requests of one connection. */
class AdminHandlerTest {

    private static final int LARGE_BYTES = 8 << 20;

    private final Deque<CompletableFuture<Answer>> computing = new ArrayDeque<>();
    private final Transfers transfers = new Transfers(LARGE_BYTES + 1);
    private final List<EmbeddedChannel> channels = new ArrayList<>();

    @AfterEach
    void close() {
        channels.forEach(EmbeddedChannel::finishAndReleaseAll);
    }

    private EmbeddedChannel connect() {
        Content large = Content.of(HttpResponseStatus.OK, "text/plain", new byte[LARGE_BYTES]);
        Map<String, Page> pages = Map.of("/slow", query -> begin(), "/large", Page.of(query -> large));
        EmbeddedChannel channel = new EmbeddedChannel(
                DefaultChannelId.newInstance(),
                new ChunkedWriteHandler(),
                Requests.handler(new Routes(Map.of(), pages, Map.of(), AdminHandlerTest.class), transfers));
        channels.add(channel);
        return channel;
    }

    private CompletableFuture<Answer> begin() {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        computing.add(answer);
        return answer;
    }

    private static void ask(EmbeddedChannel channel, FullHttpRequest request) {
        channel.writeInbound(request);
        channel.runPendingTasks();
    }

    private static String body(EmbeddedChannel channel) {
        FullHttpResponse response = channel.readOutbound();
        String body = response.content().toString(StandardCharsets.UTF_8);
        response.release();
        return body;
    }

    @Test
    void computesOneAnswerAtATimeAndReadsNothingMeanwhile() {
        EmbeddedChannel channel = connect();
        for (int i = 0; i < 3; i++) {
            ask(channel, Requests.get("/slow"));
        }
        for (int i = 0; i < 3; i++) {
            assertThat(computing).hasSize(1);
            assertThat(channel.config().isAutoRead()).isFalse();
            computing.remove().complete(Content.json(List.of(i)));
            channel.runPendingTasks();
            assertThat(body(channel)).isEqualTo("[" + i + "]");
        }
        assertThat(channel.config().isAutoRead()).isTrue();
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void endsBehindThoseThatMayWait() {
        EmbeddedChannel channel = connect();
        for (int i = 0; i < 100; i++) {
            ask(channel, Requests.get("/slow"));
        }
        int answered = 0;
        while (!computing.isEmpty()) {
            computing.remove().complete(Content.json(List.of()));
            channel.runPendingTasks();
            answered++;
        }
        assertThat(answered).isEqualTo(1 + AdminHandler.MAX_WAITING);
        assertThat(channel.outboundMessages()).hasSize(answered);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void goesOnAfterAPageThatFailed() {
        EmbeddedChannel channel = connect();
        ask(channel, Requests.get("/slow"));
        computing.remove().completeExceptionally(new IllegalStateException("for this test"));
        channel.runPendingTasks();
        assertThat(body(channel)).contains("see the log of this process");
        ask(channel, Requests.get("/nothing"));
        assertThat(body(channel)).contains("there is nothing here");
    }

    @Test
    void aLargeAnswerFillsNoMoreThanItsClientReads() {
        EmbeddedChannel channel = connect();
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        ask(channel, Requests.get("/large"));
        // The head, and nothing of the body: there is no room for it.
        assertThat(channel.outboundMessages().size()).isLessThanOrEqualTo(2);
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
        channel.runPendingTasks();
        channel.pipeline().get(ChunkedWriteHandler.class).resumeTransfer();
        assertThat(channel.outboundMessages().size()).isGreaterThan(LARGE_BYTES >> 16);
    }

    @Test
    void whoReadsSlowestMakesRoomForTheNext() {
        EmbeddedChannel slow = connect();
        slow.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        ask(slow, Requests.get("/large"));
        EmbeddedChannel next = connect();
        ask(next, Requests.get("/large"));
        assertThat(slow.isOpen()).isFalse();
        assertThat(next.isOpen()).isTrue();
        assertThat(next.outboundMessages().size()).isGreaterThan(LARGE_BYTES >> 16);
    }

    @Test
    void answersNoOtherSitesPage() {
        EmbeddedChannel channel = connect();
        ask(channel, Requests.get("/slow", "evil.example:8081"));
        assertThat(computing).isEmpty();
        assertThat(body(channel)).contains("does not go by that name");
    }
}
