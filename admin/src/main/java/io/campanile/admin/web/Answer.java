package io.campanile.admin.web;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;

/** What a page answers: a {@link Content}, or a stream that does not end ({@link EventStreams}). */
public interface Answer {

    /**
     * Sends it to a client. The connection's event loop calls it, when everything that was asked before is answered.
     *
     * @return completes when it is sent, and the next request may be answered
     */
    ChannelFuture sendTo(ChannelHandlerContext ctx);
}
