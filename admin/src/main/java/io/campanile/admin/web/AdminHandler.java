package io.campanile.admin.web;

import static io.netty.handler.codec.http.HttpResponseStatus.BAD_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.INTERNAL_SERVER_ERROR;
import static io.netty.handler.codec.http.HttpResponseStatus.METHOD_NOT_ALLOWED;
import static io.netty.handler.codec.http.HttpResponseStatus.NOT_FOUND;

import io.campanile.proto.tls.PeerNames;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.handler.timeout.WriteTimeoutException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the requests of one connection, one after the other: the next one is looked at when the answer to the one before is
 * sent, and nothing more is read meanwhile. What was sent along already waits, {@value #MAX_WAITING} requests at most; behind
 * those the connection ends.
 *
 * <p>The connection's event loop calls it. What has to be computed is computed elsewhere, but for how the process is: that is
 * answered at once, whatever else is asked for.
 */
final class AdminHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    static final int MAX_WAITING = 16;

    private static final Logger log = LoggerFactory.getLogger(AdminHandler.class);

    private final Routes routes;
    private final Access access;
    private final Transfers transfers;
    private final Executor work;
    private final Deque<Query> waiting = new ArrayDeque<>();
    private boolean answering;
    private boolean overflowed;

    /**
     * For one connection.
     *
     * @param transfers what is on its way to all clients
     * @param work where answers are computed, one after the other
     */
    AdminHandler(Routes routes, Access access, Transfers transfers, Executor work) {
        this.routes = routes;
        this.access = access;
        this.transfers = transfers;
        this.work = work;
    }

    /** Whether nothing is being answered, so that nobody is hurt much if the connection ends. */
    boolean isIdle() {
        return !answering;
    }

    /** What is on its way to all clients. */
    Transfers transfers() {
        return transfers;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        if (waiting.size() >= MAX_WAITING) {
            overflowed = true;
        } else {
            waiting.add(new Query(request));
            next(ctx);
        }
    }

    private void next(ChannelHandlerContext ctx) {
        if (answering) {
            return;
        }
        Query query = waiting.poll();
        if (query != null) {
            answering = true;
            ctx.channel().config().setAutoRead(false);
            answer(query, ctx.channel())
                    .whenCompleteAsync(
                            (answer, failure) -> send(ctx, failure == null ? answer : failed(query, failure)),
                            ctx.executor());
        } else if (overflowed) {
            log.debug("dropped {}: it asks on without waiting", ctx.channel().remoteAddress());
            ctx.close();
        } else {
            ctx.channel().config().setAutoRead(true);
        }
    }

    private void send(ChannelHandlerContext ctx, Answer answer) {
        if (!ctx.isRemoved() && ctx.channel().isActive()) {
            // Behind the beginning of a stream nothing else is answered: it is never done.
            answer.sendTo(ctx).addListener(sent -> {
                answering = false;
                if (!sent.isSuccess()) {
                    ctx.close();
                } else if (!ctx.isRemoved() && ctx.channel().isActive()) {
                    next(ctx);
                }
            });
        }
    }

    private CompletableFuture<Answer> answer(Query query, Channel client) {
        if (query.isMalformed()) {
            // The codec reads no further on this connection.
            return done(Content.error(BAD_REQUEST, "this is no HTTP request").last());
        }
        Optional<Page> atOnce = routes.atOnce(query.rawPath());
        Optional<Content> refusal = access.refusal(query, PeerNames.of(client), atOnce.isPresent());
        if (refusal.isPresent()) {
            return done(refusal.get());
        }
        if (!HttpMethod.GET.equals(query.method()) && !HttpMethod.HEAD.equals(query.method())) {
            return done(Content.error(METHOD_NOT_ALLOWED, "only GET and HEAD"));
        }
        return atOnce.isPresent()
                ? get(atOnce.get(), query)
                : CompletableFuture.supplyAsync(() -> get(query), work).thenCompose(answer -> answer);
    }

    private static CompletableFuture<Answer> done(Answer answer) {
        return CompletableFuture.completedFuture(answer);
    }

    private CompletableFuture<Answer> get(Query query) {
        return routes.at(query.rawPath())
                .map(page -> get(page, query))
                .orElseGet(() -> done(Content.error(NOT_FOUND, "there is nothing here; try " + Routes.STATUS)));
    }

    private static CompletableFuture<Answer> get(Page page, Query query) {
        try {
            return page.get(query).thenApply(answer -> answer);
        } catch (IllegalArgumentException e) {
            return done(Content.error(BAD_REQUEST, String.valueOf(e.getMessage())));
        }
    }

    private static Answer failed(Query query, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        log.warn("cannot answer {}", query.rawPath(), cause);
        return Content.error(INTERNAL_SERVER_ERROR, "see the log of this process");
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        waiting.clear();
        ctx.fireChannelInactive();
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
