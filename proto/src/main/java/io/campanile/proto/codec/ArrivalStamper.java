package io.campanile.proto.codec;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.LongSupplier;

/** Stamps what comes in before anything else looks at it. */
public final class ArrivalStamper extends ChannelInboundHandlerAdapter {

    private final TimeStamps stamps;
    private final LongSupplier waitedNanos;

    /**
     * Stamps a channel.
     *
     * @param waitedNanos how long ago the message in hand came in
     */
    public ArrivalStamper(TimeStamps stamps, LongSupplier waitedNanos) {
        this.stamps = stamps;
        this.waitedNanos = waitedNanos;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        stamps.arrived(waitedNanos.getAsLong());
        ctx.fireChannelRead(message);
    }
}
