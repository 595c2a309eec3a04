package io.campanile.proto.lane;

import io.campanile.core.LocalClock;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Reading;
import io.campanile.proto.WirePipeline;
import io.campanile.proto.codec.Arrived;
import io.campanile.proto.codec.Departed;
import io.campanile.proto.v1.Envelope;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;

/**
 * A master's end of a lane, on a channel of datagrams: says welcome, and hands readings and departures to the {@link LaneDesk}. Whatever
 * else comes by a lane is dropped; a goodbye, and what is no message, end the lane and not the session.
 *
 * <p>The channel's event loop calls it.
 */
final class LaneEnd extends SimpleChannelInboundHandler<Arrived> {

    private final LaneDesk desk;
    private final Envelope welcome;
    private final LocalClock clock;

    LaneEnd(LaneDesk desk, Envelope welcome, LocalClock clock) {
        this.desk = desk;
        this.welcome = welcome;
        this.clock = clock;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        WirePipeline.installBefore(ctx, clock);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Arrived arrived) {
        Channel channel = ctx.channel();
        if (arrived.message() instanceof Reading) {
            desk.run(() -> desk.arrived(channel, arrived));
        } else if (arrived.message() instanceof Hello) {
            ctx.writeAndFlush(welcome, ctx.voidPromise());
            desk.run(() -> desk.opened(channel));
        } else if (arrived.message() instanceof Goodbye) {
            ctx.close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof Departed departed) {
            Channel channel = ctx.channel();
            desk.run(() -> desk.departed(channel, departed));
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        Channel channel = ctx.channel();
        desk.run(() -> desk.closed(channel));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
