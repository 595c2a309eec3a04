package io.campanile.master.admin;

import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_TYPE;
import static io.netty.handler.codec.http.HttpResponseStatus.OK;
import static io.netty.handler.codec.http.HttpResponseStatus.SERVICE_UNAVAILABLE;
import static io.netty.handler.codec.http.HttpVersion.HTTP_1_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients of {@code /api/v1/events}: server-sent events. Each begins with the last changes, or those after the one that
 * the client saw last; then come rounds and changes as they happen.
 *
 * <p>Bounded: {@value #MAX_STREAMS} clients, and one that does not read what it is sent is dropped; the browser comes
 * back by itself. Of the admin server's thread.
 */
final class EventStreams {

    static final int MAX_STREAMS = 64;

    /** So that a proxy keeps the connection, and that the system notices when the other end has gone. */
    private static final long HEARTBEAT_SECONDS = 10;

    private static final Logger log = LoggerFactory.getLogger(EventStreams.class);

    private final Chronicle chronicle;
    private final ChannelGroup clients;
    private final long epoch;

    EventStreams(EventExecutor loop, Chronicle chronicle, long epoch) {
        this.epoch = epoch;
        this.chronicle = chronicle;
        this.clients = new DefaultChannelGroup(loop);
        ByteBuf heartbeat = frame(":\n\n");
        loop.scheduleAtFixedRate(() -> broadcast(heartbeat), HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    }

    /** Bytes for any number of clients; the collector frees them. */
    private static ByteBuf frame(String text) {
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(text.getBytes(UTF_8)));
    }

    /** Turns a connection into a stream, or says why not. */
    Optional<Answer> open(ChannelHandlerContext ctx, FullHttpRequest request) {
        if (clients.size() >= MAX_STREAMS) {
            return Optional.of(Answer.error(SERVICE_UNAVAILABLE, "%d clients listen already".formatted(MAX_STREAMS)));
        }
        HttpResponse head = new DefaultHttpResponse(HTTP_1_1, OK);
        head.headers().set(CONTENT_TYPE, "text/event-stream; charset=utf-8");
        Answer.secure(head.headers());
        // An older client reads until the connection ends.
        HttpUtil.setTransferEncodingChunked(head, request.protocolVersion().equals(HttpVersion.HTTP_1_1));
        ctx.write(head);
        if (HttpMethod.HEAD.equals(request.method())) {
            ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(ChannelFutureListener.CLOSE);
            return Optional.empty();
        }
        long seen = lastSeen(request);
        ctx.channel().pipeline().remove(ReadTimeoutHandler.class);
        ctx.channel().pipeline().replace(AdminHandler.class, "stream", new Listener());
        StringBuilder first = new StringBuilder("retry: 1000\n\n");
        chronicle.changesAfter(seen).forEach(change -> first.append(text(change)));
        ctx.channel().writeAndFlush(new DefaultHttpContent(frame(first.toString())));
        clients.add(ctx.channel());
        return Optional.empty();
    }

    /** The number of the last change that the client saw; 0 if it saw none, or another master's. */
    private long lastSeen(FullHttpRequest request) {
        String id = request.headers().get("last-event-id", "");
        String ours = epoch + ".";
        try {
            return id.startsWith(ours) ? Long.parseLong(id.substring(ours.length())) : 0;
        } catch (NumberFormatException e) {
            // Not one of ours either.
            return 0;
        }
    }

    /** Tells everybody what a round brought. */
    void send(RoundDocument round, List<Change> changes) {
        if (!clients.isEmpty()) {
            StringBuilder text = new StringBuilder();
            changes.forEach(change -> text.append(text(change)));
            broadcast(frame(text.append(text("round", round)).toString()));
        }
    }

    private String text(Change change) {
        return "id: " + epoch + "." + change.id() + "\n" + text("change", change);
    }

    private static String text(String event, Object document) {
        return "event: " + event + "\ndata: " + new String(StatusJson.write(document), UTF_8) + "\n\n";
    }

    private void broadcast(ByteBuf frame) {
        for (Channel client : clients) {
            if (client.isWritable()) {
                client.writeAndFlush(new DefaultHttpContent(frame.duplicate()));
            } else {
                log.debug("dropped {}: it does not read its events", client.remoteAddress());
                client.close();
            }
        }
    }

    /** Whatever a listening client still says is not answered. */
    private static final class Listener extends SimpleChannelInboundHandler<Object> {

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, Object message) {
            log.trace("{} talks into its stream", ctx.channel().remoteAddress());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            log.debug("stream to {} broke", ctx.channel().remoteAddress(), cause);
            ctx.close();
        }
    }
}
