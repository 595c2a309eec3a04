package io.campanile.master;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.ClusterReading;
import io.campanile.core.message.Question;
import io.campanile.core.message.Testimony;
import io.campanile.proto.GracefulClose;
import io.campanile.proto.codec.Arrived;
import io.campanile.proto.codec.MessageCodec;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;

/**
 * Tells who only asks what time the cluster has, as this node keeps it, whether it leads or not; then the connection is over. Until
 * then it counts as one without a hello, with all limits of those. It goes as soon as a hello is said.
 *
 * <p>It knows nothing of any connection, so that all have the same one. Any event loop calls it.
 */
@Sharable
final class Witness extends ChannelInboundHandlerAdapter {

    private final ClusterClock clock;

    /** One that looks at this clock. */
    Witness(ClusterClock clock) {
        this.clock = clock;
    }

    /** Puts itself into a connection's pipeline, in which envelopes become messages already. */
    void addTo(ChannelPipeline pipeline) {
        pipeline.addAfter(pipeline.context(MessageCodec.class).name(), null, this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof Arrived arrived && arrived.message() instanceof Question) {
            ClusterReading now = clock.read();
            GracefulClose.say(
                    ctx,
                    Testimony.of(
                            now.clusterNanos(), now.errorNanos(), now.timeline().epoch()));
        } else {
            ctx.fireChannelRead(message);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        ctx.fireUserEventTriggered(event);
        if (event == DoorHandler.HELLO_SAID) {
            ctx.pipeline().remove(this);
        }
    }
}
