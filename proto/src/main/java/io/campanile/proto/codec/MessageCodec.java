package io.campanile.proto.codec;

import io.campanile.core.LocalClock;
import io.campanile.core.RateLimit;
import io.campanile.core.Units;
import io.campanile.core.message.Answer;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Reading;
import io.campanile.proto.v1.Envelope;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Between envelopes and core's records, and the place where stamps meet their messages: what comes in is handed on as
 * {@link Arrived}; an {@link Answer} goes out as the reading of this moment, which {@link Answered} tells; of a probe, {@link Departed}
 * tells the time.
 * What is neither passes unchanged. Of messages that this release does not know, a few are passed over: the roles behind have budgets
 * for those that they see, and this is the one for those that they do not.
 */
public final class MessageCodec extends ChannelDuplexHandler {

    /** How many messages of a later release may come at once, and how often after that. */
    static final int UNKNOWN_BURST = 64;

    private static final long UNKNOWN_EACH_NANOS = Units.SECOND_NANOS / 10;

    private final LocalClock clock;
    private final Stamper stamper;

    /** Made with the first answer: masters write none. */
    private @Nullable ReadingStamps readings;

    /** Made with the first message that this release does not know: most channels never see one. */
    private @Nullable RateLimit unknown;

    /**
     * Translates for one channel.
     *
     * @param clock stamps what goes out
     * @param stamper of the same channel
     */
    public MessageCodec(LocalClock clock, Stamper stamper) {
        this.clock = clock;
        this.stamper = stamper;
    }

    /** What stamps what goes out. */
    public LocalClock clock() {
        return clock;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object written, ChannelPromise promise) {
        if (written instanceof Answer answer) {
            Reading reading = reading(answer);
            ctx.write(Wire.toEnvelope(reading), promise);
            ctx.fireUserEventTriggered(new Answered(reading));
        } else if (written instanceof Probe probe) {
            if (stamper.stampsDepartures()) {
                stamper.tellWhenItLeaves(at -> ctx.fireUserEventTriggered(new Departed(probe, at, StampedBy.KERNEL)));
            }
            long now = clock.nanos();
            ctx.write(Wire.toEnvelope(probe), promise);
            ctx.fireUserEventTriggered(new Departed(probe, now, StampedBy.PROGRAM));
        } else if (written instanceof Message message) {
            ctx.write(Wire.toEnvelope(message), promise);
        } else {
            ctx.write(written, promise);
        }
    }

    private Reading reading(Answer answer) {
        if (readings == null) {
            readings = new ReadingStamps(clock, stamper);
        }
        return readings.depart(answer);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object read) {
        if (read instanceof Envelope envelope) {
            long arrival = stamper.arrivalNanos();
            decoded(envelope)
                    .ifPresentOrElse(
                            message -> ctx.fireChannelRead(new Arrived(message, arrival)), () -> passOver(arrival));
        } else {
            ctx.fireChannelRead(read);
        }
    }

    private void passOver(long arrivalNanos) {
        if (unknown == null) {
            unknown = new RateLimit(UNKNOWN_BURST, UNKNOWN_EACH_NANOS);
        }
        if (!unknown.admits(arrivalNanos)) {
            throw new FloodException("far more messages that this release does not know than a later one would send");
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
