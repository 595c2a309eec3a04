package io.campanile.proto;

import io.campanile.core.LocalClock;
import io.campanile.proto.codec.Arrived;
import io.campanile.proto.codec.Departed;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayList;
import java.util.List;

/** Stands where a role's handler stands: brings the wire's handlers, notes all stamps, and lets the messages through. */
public final class Role extends ChannelInboundHandlerAdapter {

    /** When the messages came in. */
    public final List<Long> arrivals = new ArrayList<>();

    /** When which probes went out. */
    public final List<Departed> departures = new ArrayList<>();

    private final LocalClock clock;

    public Role(LocalClock clock) {
        this.clock = clock;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        WirePipeline.installBefore(ctx, clock);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        Arrived arrived = (Arrived) message;
        arrivals.add(arrived.atNanos());
        ctx.fireChannelRead(arrived.message());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof Departed departed) {
            departures.add(departed);
        }
    }
}
