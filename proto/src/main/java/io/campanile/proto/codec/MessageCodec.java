package io.campanile.proto.codec;

import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Reading;
import io.campanile.proto.v1.Envelope;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToMessageCodec;
import java.util.List;

/** Between envelopes and core's records; stamps what goes out. */
public final class MessageCodec extends MessageToMessageCodec<Envelope, Message> {

    private final TimeStamps stamps;

    public MessageCodec(TimeStamps stamps) {
        super(Envelope.class, Message.class);
        this.stamps = stamps;
    }

    @Override
    protected void encode(ChannelHandlerContext ctx, Message message, List<Object> out) {
        long departure = stamps.departing();
        out.add(Wire.toEnvelope(message instanceof Reading reading ? reading.departing(departure) : message));
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, Envelope envelope, List<Object> out) {
        Wire.toMessage(envelope).ifPresent(out::add);
    }
}
