package io.campanile.master.admin;

import static io.netty.handler.codec.http.HttpHeaderNames.ACCEPT;
import static io.netty.handler.codec.http.HttpResponseStatus.BAD_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.INTERNAL_SERVER_ERROR;
import static io.netty.handler.codec.http.HttpResponseStatus.METHOD_NOT_ALLOWED;
import static io.netty.handler.codec.http.HttpResponseStatus.NOT_FOUND;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.handler.timeout.WriteTimeoutException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the requests of one connection, in their order. A client that asks on without reading the answers is dropped.
 * The connection's event loop calls it.
 */
final class AdminHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger log = LoggerFactory.getLogger(AdminHandler.class);

    private final Function<String, Optional<Page>> pages;
    private final @Nullable EventStreams streams;

    /** Done when everything before is answered. */
    private CompletableFuture<Void> answered = CompletableFuture.completedFuture(null);

    /**
     * For one connection.
     *
     * @param pages what is at a path
     * @param streams who listens to events; null where there are none
     */
    AdminHandler(Function<String, Optional<Page>> pages, @Nullable EventStreams streams) {
        this.pages = pages;
        this.streams = streams;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        if (!ctx.channel().isWritable()) {
            log.debug("dropped {}: it does not read its answers", ctx.channel().remoteAddress());
            ctx.close();
        } else if (request.decoderResult().isFailure()) {
            FullHttpResponse response =
                    Answer.error(BAD_REQUEST, "this is no HTTP request").response();
            // The codec reads no further on this connection.
            HttpUtil.setKeepAlive(response, false);
            ctx.writeAndFlush(response);
        } else {
            answer(ctx, request);
        }
    }

    private void answer(ChannelHandlerContext ctx, FullHttpRequest request) {
        Query query = new Query(request.uri(), request.headers().get(ACCEPT, ""));
        boolean isStream = streams != null && query.rawPath().equals(Site.EVENTS);
        Optional<Page> page = pages.apply(query.rawPath());
        if (page.isEmpty() && !isStream) {
            send(ctx, done(Answer.error(NOT_FOUND, "there is nothing here; try " + Site.STATUS)));
        } else if (!HttpMethod.GET.equals(request.method()) && !HttpMethod.HEAD.equals(request.method())) {
            send(ctx, done(Answer.error(METHOD_NOT_ALLOWED, "only GET and HEAD")));
        } else if (page.isPresent()) {
            send(ctx, get(page.get(), query));
        } else if (streams != null) {
            streams.open(ctx, request).ifPresent(refusal -> send(ctx, done(refusal)));
        }
    }

    private static CompletableFuture<Answer> done(Answer answer) {
        return CompletableFuture.completedFuture(answer);
    }

    private static CompletableFuture<Answer> get(Page page, Query query) {
        try {
            return page.get(query).exceptionally(failure -> {
                log.warn("cannot answer {}", query.rawPath(), failure);
                return Answer.error(INTERNAL_SERVER_ERROR, "see the master's log");
            });
        } catch (IllegalArgumentException e) {
            return done(Answer.error(BAD_REQUEST, String.valueOf(e.getMessage())));
        }
    }

    private void send(ChannelHandlerContext ctx, CompletableFuture<Answer> answer) {
        answered = answered.thenAcceptBothAsync(
                answer,
                // The codec leaves the body of an answer to HEAD out.
                (before, ready) ->
                        ctx.writeAndFlush(ready.response()).addListener(ChannelFutureListener.CLOSE_ON_FAILURE),
                ctx.executor());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof ReadTimeoutException || cause instanceof WriteTimeoutException) {
            log.debug("closed an idle admin connection from {}", ctx.channel().remoteAddress());
        } else {
            log.debug("admin connection from {} broke", ctx.channel().remoteAddress(), cause);
        }
        ctx.close();
    }
}
