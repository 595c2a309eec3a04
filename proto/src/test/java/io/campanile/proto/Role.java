package io.campanile.proto;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Stands where a role's handler stands: brings the wire's handlers and lets everything through. */
final class Role extends ChannelInboundHandlerAdapter {

    private final TimeStamps stamps;

    Role(TimeStamps stamps) {
        this.stamps = stamps;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        WirePipeline.installBefore(ctx, stamps);
    }
}
