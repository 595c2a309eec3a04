package io.campanile.proto;

import io.campanile.core.message.Message;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/**
 * The one way in which our ends hang up: say why, let it arrive, close.
 *
 * <p>Closing a TCP connection that still has something to read resets it, and a reset takes the last words with it. So
 * this end stops sending, drops what comes in, and closes when the other end did, {@link #LINGER_MILLIS} later, or after
 * {@link #LINGER_BYTES}: who goes on sending then is not listening.
 */
public final class GracefulClose {

    /** How long the other end may take to close. */
    public static final long LINGER_MILLIS = 1000;

    /** How much the other end may have under way: no end that keeps to its limits comes near this. */
    public static final int LINGER_BYTES = 64 * 1024;

    private GracefulClose() {}

    /**
     * Sends the last word and closes behind it. On the channel's event loop.
     *
     * @param role the context of the handler for which {@link WirePipeline} was installed
     * @param lastWord why, or where to go instead: a {@link Message.Goodbye} or a {@link Message.Redirect}
     */
    public static void say(ChannelHandlerContext role, Message lastWord) {
        Channel channel = role.channel();
        WirePipeline.addInFront(channel.pipeline(), new Drain());
        ChannelFuture said = role.writeAndFlush(lastWord);
        if (channel instanceof DuplexChannel duplex) {
            said.addListener(f -> endOutput(duplex));
            var linger = channel.eventLoop().schedule(() -> channel.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
            channel.closeFuture().addListener(f -> linger.cancel(false));
        } else {
            said.addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Under TLS, only its own last words tell the other end that nothing was cut off. */
    private static void endOutput(DuplexChannel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        ChannelFuture ended = tls == null ? channel.newSucceededFuture() : tls.closeOutbound();
        ended.addListener(f -> channel.shutdownOutput());
    }

    /** Drops what comes in. */
    private static final class Drain extends ChannelInboundHandlerAdapter {

        private int dropped;

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            dropped += message instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
            ReferenceCountUtil.release(message);
            if (dropped > LINGER_BYTES) {
                ctx.close();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            // A reset while we hang up is no news.
            ctx.close();
        }
    }
}
