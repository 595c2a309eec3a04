package io.campanile.proto;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Stamps what comes in before anything else looks at it. */
final class ArrivalStamper extends ChannelInboundHandlerAdapter {

    private final TimeStamps stamps;

    ArrivalStamper(TimeStamps stamps) {
        this.stamps = stamps;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        stamps.arrived();
        ctx.fireChannelRead(message);
    }
}
