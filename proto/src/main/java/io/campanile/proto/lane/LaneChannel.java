package io.campanile.proto.lane;

import io.campanile.core.LocalClock;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Welcome;
import io.campanile.proto.WirePipeline;
import io.campanile.proto.codec.Answered;
import io.campanile.proto.codec.Arrived;
import io.campanile.proto.v1.Envelope;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;

/**
 * A slave's end of a lane, on a channel of datagrams: says hello in the name of the session, and hands its probes to the {@link LaneOffer}.
 * Whatever else comes by a lane is dropped; a goodbye, and what is no message, end the lane and not the session.
 */
final class LaneChannel extends SimpleChannelInboundHandler<Arrived> {

    private final LaneOffer offer;
    private final ChannelHandlerContext connection;
    private final Envelope hello;
    private final LocalClock clock;

    LaneChannel(LaneOffer offer, ChannelHandlerContext connection, Envelope hello, LocalClock clock) {
        this.offer = offer;
        this.connection = connection;
        this.hello = hello;
        this.clock = clock;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        WirePipeline.installBefore(ctx, clock);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(hello, ctx.voidPromise());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Arrived arrived) {
        if (arrived.message().session() != hello.getSession()) {
            return;
        }
        if (arrived.message() instanceof Probe probe) {
            offer.arrived(connection, ctx.channel(), arrived, probe.sequence());
        } else if (arrived.message() instanceof Welcome) {
            offer.works();
        } else if (arrived.message() instanceof Goodbye) {
            ctx.close();
        }
    }

    /** What is told of a reading is told to the connection's handlers: to them it is one of theirs. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof Answered) {
            connection.fireUserEventTriggered(event);
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
