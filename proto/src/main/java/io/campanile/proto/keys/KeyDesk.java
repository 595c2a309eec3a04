package io.campanile.proto.keys;

import com.google.protobuf.ByteString;
import io.campanile.core.RateLimit;
import io.campanile.core.Units;
import io.campanile.proto.codec.MessageCodec;
import io.campanile.proto.seal.DatagramKeys;
import io.campanile.proto.seal.KeyTable;
import io.campanile.proto.tls.PeerNames;
import io.campanile.proto.v1.Envelope;
import io.campanile.proto.v1.Keys;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import org.jspecify.annotations.Nullable;

/**
 * A master's end: gives keys for datagrams to who has shown its certificate on this connection, as often as those who renew them in time
 * need some, and hands on whatever else is said on it.
 */
public final class KeyDesk extends ChannelInboundHandlerAdapter {

    /** So many requests at once are heard, and one in so many seconds after that. A slave asks in haste when its keys are not known. */
    static final int MOST_AT_ONCE = 4;

    private static final long EACH_NANOS = 5 * Units.SECOND_NANOS;

    private final KeyTable table;

    /** Made with the first request: most connections never see one. */
    private @Nullable RateLimit requests;

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
            if (requests == null) {
                requests = new RateLimit(MOST_AT_ONCE, EACH_NANOS);
            }
            if (requests.admits(System.nanoTime())) {
                PeerNames.of(ctx.channel())
                        .ifPresent(names -> ctx.writeAndFlush(answer(table.issue(names)), ctx.voidPromise()));
            }
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
