package io.campanile.admin.web;

import static io.netty.handler.codec.http.HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;

/** Puts requests together, and refuses those with a large body: nobody has a reason to send one. */
final class RequestAggregator extends HttpObjectAggregator {

    private static final int MAX_BYTES = 4096;

    RequestAggregator() {
        super(MAX_BYTES);
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
        Content refusal = Content.error(REQUEST_ENTITY_TOO_LARGE, "a request may have %s bytes".formatted(MAX_BYTES));
        // The rest of the body is dropped as it comes in.
        ctx.writeAndFlush(refusal.response());
    }
}
