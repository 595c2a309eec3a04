package io.campanile.proto.datagram;

import io.campanile.proto.v1.Envelope;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;

/** A master's handshake on a datagram socket: a slave that says hello again hears the same welcome again. */
final class ServerHandshake extends ChannelDuplexHandler {

    private @Nullable Envelope welcome;

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        PeerChannel peer = (PeerChannel) ctx.channel();
        Envelope envelope = (Envelope) message;
        if (envelope.hasWelcome()) {
            welcome = envelope.toBuilder()
                    .setWelcome(envelope.getWelcome().toBuilder().setNonce(peer.nonce()))
                    .build();
            peer.welcomed(envelope.getSession());
            ctx.write(welcome, promise);
        } else if (envelope.getSession() == 0) {
            ctx.write(envelope.toBuilder().setSession(peer.nonce()).build(), promise);
        } else {
            ctx.write(envelope, promise);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (((Envelope) message).hasHello() && welcome != null) {
            ctx.writeAndFlush(welcome, ctx.voidPromise());
        } else {
            ctx.fireChannelRead(message);
        }
    }
}
