package io.campanile.proto.keys;

import com.google.protobuf.ByteString;
import io.campanile.proto.codec.MessageCodec;
import io.campanile.proto.seal.DatagramKeys;
import io.campanile.proto.seal.KeyTable;
import io.campanile.proto.tls.PeerNames;
import io.campanile.proto.v1.Envelope;
import io.campanile.proto.v1.Keys;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;

/**
 * A master's end: gives keys for datagrams to who has shown its certificate on this connection, once, and hands on whatever else is
 * said on it.
 */
public final class KeyDesk extends ChannelInboundHandlerAdapter {

    private final KeyTable table;

    private KeyDesk(KeyTable table) {
        this.table = table;
    }

    /** Puts one into a connection's pipeline, in which envelopes become messages already. */
    public static void addTo(ChannelPipeline pipeline, KeyTable table) {
        pipeline.addBefore(pipeline.context(MessageCodec.class).name(), null, new KeyDesk(table));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof Envelope envelope && envelope.hasKeyRequest()) {
            PeerNames.of(ctx.channel()).ifPresent(names -> {
                ctx.writeAndFlush(answer(table.issue(names)), ctx.voidPromise());
                ctx.pipeline().remove(this);
            });
        } else {
            ctx.fireChannelRead(message);
        }
    }

    private static Envelope answer(DatagramKeys keys) {
        return Envelope.newBuilder()
                .setKeys(Keys.newBuilder()
                        .setKeyId(keys.id())
                        .setToMaster(ByteString.copyFrom(keys.toMaster()))
                        .setToSlave(ByteString.copyFrom(keys.toSlave()))
                        .setValidForNanos(keys.validForNanos()))
                .build();
    }
}
