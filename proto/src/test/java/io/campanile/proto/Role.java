package io.campanile.proto;

import io.campanile.proto.codec.TimeStamps;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Stands where a role's handler stands: brings the wire's handlers and lets everything through. */
public final class Role extends ChannelInboundHandlerAdapter {

    private final TimeStamps stamps;

    public Role(TimeStamps stamps) {
        this.stamps = stamps;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        WirePipeline.installBefore(ctx, stamps);
    }
}
