package io.campanile.proto.tls;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/**
 * Lets a client hear why it is refused. A TLS 1.3 client talks on before its certificate was looked at; closing a connection that
 * still has something to read resets it, and a reset takes the alert with it. So this end stops sending, drops what comes in,
 * and closes when the client did or {@link #LINGER_MILLIS} later.
 *
 * <p>Stands between the socket and the TLS handler.
 */
final class LastAlert extends ChannelDuplexHandler {

    /** How long the client may take to close. */
    private static final long LINGER_MILLIS = 1000;

    private final SslHandler tls;
    private boolean closing;

    LastAlert(SslHandler tls) {
        this.tls = tls;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (closing) {
            ReferenceCountUtil.release(message);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        boolean refused =
                tls.handshakeFuture().isDone() && !tls.handshakeFuture().isSuccess();
        if (closing || !refused || !(ctx.channel() instanceof DuplexChannel channel) || !channel.isActive()) {
            ctx.close(promise);
            return;
        }
        closing = true;
        ctx.flush();
        channel.shutdownOutput();
        var linger = ctx.executor().schedule(() -> ctx.close(promise), LINGER_MILLIS, TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(f -> {
            linger.cancel(false);
            promise.trySuccess();
        });
        ctx.read();
    }
}
