package io.campanile.admin.web;

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
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clients that listen to server-sent events. Bounded: {@value #MAX_STREAMS} clients, and one that does not read what it is
 * sent is dropped; the browser comes back by itself.
 *
 * <p>The admin server's thread calls {@link #send}; a stream begins on its connection's event loop, and what it begins with is asked
 * for on the admin server's thread.
 */
public final class EventStreams {

    /** More clients than this are turned away. */
    static final int MAX_STREAMS = 64;

    /** So that a proxy keeps the connection, and that the system notices when the other end has gone. */
    private static final long HEARTBEAT_SECONDS = 10;

    private static final Logger log = LoggerFactory.getLogger(EventStreams.class);

    private final EventExecutor loop;
    private final ChannelGroup clients;

    /** Those that have begun, also where nothing was sent yet. */
    private final AtomicInteger listening = new AtomicInteger();

    /**
     * No clients yet.
     *
     * @param loop the admin server's thread
     */
    public EventStreams(EventExecutor loop) {
        this.loop = loop;
        this.clients = new DefaultChannelGroup(loop);
        ByteBuf heartbeat = frame(":\n\n");
        loop.scheduleAtFixedRate(() -> broadcast(heartbeat), HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    }

    /** Bytes for any number of clients; the collector frees them. */
    private static ByteBuf frame(String text) {
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(text.getBytes(UTF_8)));
    }

    private static String text(List<Event> events) {
        return events.stream().map(Event::text).collect(Collectors.joining());
    }

    /**
     * The answer that turns a connection into a stream, or says why not.
     *
     * @param first what the stream begins with; asked for as it begins, so that no event is missed
     */
    public Answer open(Query query, Supplier<List<Event>> first) {
        return ctx -> {
            if (HttpMethod.HEAD.equals(query.method())) {
                return ctx.writeAndFlush(head(query)).addListener(ChannelFutureListener.CLOSE);
            }
            if (listening.incrementAndGet() > MAX_STREAMS) {
                listening.decrementAndGet();
                return Content.error(SERVICE_UNAVAILABLE, "%s clients listen already".formatted(MAX_STREAMS))
                        .sendTo(ctx);
            }
            begin(ctx, query, first);
            return ctx.channel().closeFuture().addListener(closed -> listening.decrementAndGet());
        };
    }

    private static HttpResponse head(Query query) {
        HttpResponse head = HttpMethod.HEAD.equals(query.method())
                ? new DefaultFullHttpResponse(HTTP_1_1, OK)
                : new DefaultHttpResponse(HTTP_1_1, OK);
        head.headers().set(CONTENT_TYPE, "text/event-stream; charset=utf-8");
        // Else nginx keeps events back until it has some kilobytes of them.
        head.headers().set("x-accel-buffering", "no");
        Content.secure(head.headers());
        // An older client reads until the connection ends.
        HttpUtil.setTransferEncodingChunked(head, query.version().equals(HTTP_1_1));
        return head;
    }

    private void begin(ChannelHandlerContext ctx, Query query, Supplier<List<Event>> first) {
        Channel channel = ctx.channel();
        ctx.writeAndFlush(head(query));
        ctx.pipeline().remove(ReadTimeoutHandler.class);
        ctx.pipeline().replace(ctx.handler(), "stream", new Listener());
        // So that its end is seen.
        channel.config().setAutoRead(true);
        loop.execute(() -> {
            channel.writeAndFlush(new DefaultHttpContent(frame("retry: 1000\n\n" + text(first.get()))));
            clients.add(channel);
        });
    }

    /** Tells everybody who listens. The events are asked for only if somebody does. */
    public void send(Supplier<List<Event>> events) {
        if (!clients.isEmpty()) {
            broadcast(frame(text(events.get())));
        }
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
