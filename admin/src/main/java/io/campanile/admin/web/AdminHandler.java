package io.campanile.admin.web;

import static io.netty.handler.codec.http.HttpResponseStatus.BAD_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.INTERNAL_SERVER_ERROR;
import static io.netty.handler.codec.http.HttpResponseStatus.METHOD_NOT_ALLOWED;
import static io.netty.handler.codec.http.HttpResponseStatus.NOT_FOUND;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the requests of one connection, in their order. A client that asks on without reading the answers is dropped.
 * The connection's event loop calls it.
 */
final class AdminHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger log = LoggerFactory.getLogger(AdminHandler.class);

    private final Routes routes;

    /** Completes when everything that was asked before is answered. */
    private CompletableFuture<Void> answered = CompletableFuture.completedFuture(null);

    /** For one connection. */
    AdminHandler(Routes routes) {
        this.routes = routes;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        if (!ctx.channel().isWritable()) {
            log.debug("dropped {}: it does not read its answers", ctx.channel().remoteAddress());
            ctx.close();
        } else if (request.decoderResult().isFailure()) {
            FullHttpResponse response =
                    Content.error(BAD_REQUEST, "this is no HTTP request").response();
            // The codec reads no further on this connection.
            HttpUtil.setKeepAlive(response, false);
            ctx.writeAndFlush(response);
        } else {
            answer(ctx, new Query(request));
        }
    }

    private void answer(ChannelHandlerContext ctx, Query query) {
        Optional<Page> page = routes.at(query.rawPath());
        if (page.isEmpty()) {
            send(ctx, done(Content.error(NOT_FOUND, "there is nothing here; try " + Routes.STATUS)));
        } else if (!HttpMethod.GET.equals(query.method()) && !HttpMethod.HEAD.equals(query.method())) {
            send(ctx, done(Content.error(METHOD_NOT_ALLOWED, "only GET and HEAD")));
        } else {
            send(ctx, get(page.get(), query));
        }
    }

    private static CompletableFuture<Answer> done(Answer answer) {
        return CompletableFuture.completedFuture(answer);
    }

    private static CompletableFuture<Answer> get(Page page, Query query) {
        try {
            return page.get(query).<Answer>thenApply(answer -> answer).exceptionally(failure -> {
                log.warn("cannot answer {}", query.rawPath(), failure);
                return Content.error(INTERNAL_SERVER_ERROR, "see the log of this process");
            });
        } catch (IllegalArgumentException e) {
            return done(Content.error(BAD_REQUEST, String.valueOf(e.getMessage())));
        }
    }

    private void send(ChannelHandlerContext ctx, CompletableFuture<Answer> answer) {
        answered = answered.thenAcceptBothAsync(
                answer,
                (before, ready) -> {
                    // Behind the beginning of a stream nothing else is answered.
                    if (!ctx.isRemoved()) {
                        ready.sendTo(ctx);
                    }
                },
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
