package io.campanile.proto.codec;

import io.campanile.core.LocalClock;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Stamps at the socket's end of the pipeline: what comes in, before anything else takes time; and what goes out, where the kernel
 * tells when it left. Bytes can carry no stamp through the codecs behind this handler; so it keeps the stamp of the bytes in hand for
 * its channel's {@link MessageCodec}, which puts it on each message that they complete, and which says before it writes who wants to
 * know when that has left.
 *
 * <p>Guarantee: a stamp of an arrival is never early, and one of a departure never late, however the thread is held up. So all that a
 * pause costs is accuracy.
 */
public final class Stamper extends ChannelDuplexHandler {

    private final LocalClock clock;
    private final ChannelStamps stamps;
    private long arrivalNanos;
    private @Nullable LongConsumer departing;

    /**
     * Stamps a channel.
     *
     * @param stamps what the channel knows of its stamps
     */
    public Stamper(LocalClock clock, ChannelStamps stamps) {
        this.clock = clock;
        this.stamps = stamps;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        // In this order: a pause of the thread between the two makes the stamp late, which costs accuracy. The other
        // way round it would be early, as if the bytes had come before they were sent, and the bound would be wrong.
        long waited = stamps.waitedNanos();
        arrivalNanos = clock.nanos() - waited;
        ctx.fireChannelRead(message);
    }

    /** When the bytes in hand came in, by the local clock. */
    long arrivalNanos() {
        return arrivalNanos;
    }

    /** Who has stamped the bytes in hand. */
    StampedBy arrivalBy() {
        return stamps.arrivalBy();
    }

    /** Whether the kernel tells when a message left. */
    boolean stampsDepartures() {
        return stamps.stampsDepartures();
    }

    /**
     * Somebody wants to know when the message left that is written next.
     *
     * @param listener gets the local time, perhaps
     */
    void tellWhenItLeaves(LongConsumer listener) {
        departing = listener;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        LongConsumer listener = departing;
        departing = null;
        if (listener == null || !(message instanceof ByteBuf bytes)) {
            ctx.write(message, promise);
            return;
        }
        Departing marked = new Departing(bytes, agoNanos -> {
            // In this order: the stamp must not be late.
            long now = clock.nanos();
            listener.accept(now - agoNanos.getAsLong());
        });
        ctx.write(marked, promise);
    }
}
