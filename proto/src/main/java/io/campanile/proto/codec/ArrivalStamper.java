package io.campanile.proto.codec;

import io.campanile.core.LocalClock;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.LongSupplier;

/**
 * Stamps what comes in before anything else takes time; a stamp is never earlier than the arrival. Bytes can carry no stamp through the decoders behind this handler;
 * so it keeps the stamp of the bytes in hand for its channel's {@link MessageCodec}, which puts it on each message that they
 * complete.
 */
public final class ArrivalStamper extends ChannelInboundHandlerAdapter {

    private final LocalClock clock;
    private final LongSupplier waitedNanos;
    private long arrivalNanos;

    /**
     * Stamps a channel.
     *
     * @param waitedNanos for how long the bytes in hand have waited since they came in
     */
    public ArrivalStamper(LocalClock clock, LongSupplier waitedNanos) {
        this.clock = clock;
        this.waitedNanos = waitedNanos;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        // In this order: a pause of the thread between the two makes the stamp late, which costs accuracy. The other
        // way round it would
        // be early, as if the bytes had come before they were sent, and the bound would be wrong.
        long waited = waitedNanos.getAsLong();
        arrivalNanos = clock.nanos() - waited;
        ctx.fireChannelRead(message);
    }

    /** When the bytes in hand came in, by the local clock. */
    long arrivalNanos() {
        return arrivalNanos;
    }
}
