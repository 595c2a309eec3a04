package io.campanile.proto.codec;

import io.campanile.core.LocalClock;
import io.campanile.core.message.Answer;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Probe;
import io.campanile.proto.v1.Envelope;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderException;
import java.util.Optional;

/**
 * Between envelopes and core's records, and the place where stamps meet their messages: what comes in is handed on as
 * {@link Arrived}; an {@link Answer} goes out as the reading of this moment; of a probe, {@link Departed} tells the time.
 * What is neither passes unchanged.
 */
public final class MessageCodec extends ChannelDuplexHandler {

    private final LocalClock clock;
    private final ArrivalStamper arrivals;

    /**
     * Translates for one channel.
     *
     * @param clock stamps what goes out
     * @param arrivals stamps what comes in, on the same channel
     */
    public MessageCodec(LocalClock clock, ArrivalStamper arrivals) {
        this.clock = clock;
        this.arrivals = arrivals;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object written, ChannelPromise promise) {
        if (written instanceof Answer answer) {
            ctx.write(Wire.toEnvelope(answer.departing(clock.nanos())), promise);
        } else if (written instanceof Probe probe) {
            long now = clock.nanos();
            ctx.write(Wire.toEnvelope(probe), promise);
            ctx.fireUserEventTriggered(new Departed(probe, now));
        } else if (written instanceof Message message) {
            ctx.write(Wire.toEnvelope(message), promise);
        } else {
            ctx.write(written, promise);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object read) {
        if (read instanceof Envelope envelope) {
            decoded(envelope).ifPresent(message -> ctx.fireChannelRead(new Arrived(message, arrivals.arrivalNanos())));
        } else {
            ctx.fireChannelRead(read);
        }
    }

    private static Optional<Message> decoded(Envelope envelope) {
        try {
            return Wire.toMessage(envelope);
        } catch (IllegalArgumentException e) {
            throw new DecoderException(e);
        }
    }
}
