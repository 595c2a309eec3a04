package io.campanile.admin.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** Any bytes on a connection of the admin server: answers of HTTP, or the end of the connection, and no exception behind its handler. */
@Tag("slow")
class AdminHandlerFuzzTest {

    private static final Page NUMBER = Page.of(query -> Content.error(
            HttpResponseStatus.OK,
            query.pathAfter("/api/v1/") + query.number("n", 1, 0, 10) + query.text("t", "") + query.accept()));

    private static final Routes ROUTES = new Routes(
            Map.of(), Map.of(Routes.STATUS, NUMBER), Map.of("/api/v1/slaves/", NUMBER), AdminHandlerFuzzTest.class);

    @FuzzTest
    void answersAnyRequest(byte[] input) {
        EmbeddedChannel channel = new EmbeddedChannel(
                new HttpServerCodec(),
                new HttpServerKeepAliveHandler(),
                new ChunkedWriteHandler(),
                new RequestAggregator(),
                Requests.handler(ROUTES));
        int half = input.length / 2;
        channel.writeInbound(Unpooled.wrappedBuffer(input, 0, half));
        if (channel.isOpen()) {
            channel.writeInbound(Unpooled.wrappedBuffer(input, half, input.length - half));
        }
        channel.runPendingTasks();
        for (Object sent = channel.readOutbound(); sent != null; sent = channel.readOutbound()) {
            assertThat(sent).isInstanceOf(ByteBuf.class);
            ReferenceCountUtil.release(sent);
        }
        channel.finishAndReleaseAll();
    }
}
