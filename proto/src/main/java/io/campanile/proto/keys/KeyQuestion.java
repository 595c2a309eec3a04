package io.campanile.proto.keys;

import io.campanile.proto.WirePipeline;
import io.campanile.proto.codec.WireFault;
import io.campanile.proto.datagram.SlaveKeys.Grant;
import io.campanile.proto.seal.DatagramKeys;
import io.campanile.proto.tls.PeerNames;
import io.campanile.proto.tls.TlsFailure;
import io.campanile.proto.v1.Envelope;
import io.campanile.proto.v1.KeyRequest;
import io.campanile.proto.v1.Keys;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * A slave's end: asks for keys as soon as the connection behind it is encrypted, and closes it when it has them, or has waited for
 * {@link #PATIENCE_MILLIS}.
 */
public final class KeyQuestion extends SimpleChannelInboundHandler<Envelope> {

    /** How long a master may take, the handshake included. */
    public static final long PATIENCE_MILLIS = 10_000;

    private final Promise<Grant> grant;

    /**
     * Asks once.
     *
     * @param grant gets the answer, or one sentence why there is none
     */
    public KeyQuestion(Promise<Grant> grant) {
        this.grant = grant;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        WirePipeline.installFramesBefore(ctx);
        var patience = ctx.executor()
                .schedule(
                        () -> fail(ctx, "the master gives no keys for datagrams"),
                        PATIENCE_MILLIS,
                        TimeUnit.MILLISECONDS);
        ctx.channel().closeFuture().addListener(f -> patience.cancel(false));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
            ctx.writeAndFlush(Envelope.newBuilder()
                    .setKeyRequest(KeyRequest.getDefaultInstance())
                    .build());
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Envelope envelope) {
        if (envelope.hasKeys()) {
            onKeys(ctx, envelope.getKeys());
        } else if (envelope.hasGoodbye()) {
            fail(
                    ctx,
                    "the master gives no keys for datagrams: "
                            + envelope.getGoodbye().getDetail());
        }
    }

    private void onKeys(ChannelHandlerContext ctx, Keys keys) {
        grant.trySuccess(grant(ctx.channel(), keys));
        ctx.close();
    }

    /**
     * What the master has given by this message on this connection.
     *
     * @throws DecoderException if a value is out of its range
     */
    static Grant grant(Channel channel, Keys keys) {
        PeerNames master =
                PeerNames.of(channel).orElseThrow(() -> new IllegalStateException("the connection is not encrypted"));
        try {
            return new Grant(
                    new DatagramKeys(
                            keys.getKeyId(),
                            keys.getToMaster().toByteArray(),
                            keys.getToSlave().toByteArray(),
                            keys.getValidForNanos()),
                    master);
        } catch (IllegalArgumentException e) {
            throw new DecoderException(e);
        }
    }

    private void fail(ChannelHandlerContext ctx, String why) {
        grant.tryFailure(new IOException(why));
        ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(ctx, "the master closed the connection on which it was asked for keys");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (TlsFailure.is(cause)) {
            TlsFailure failure = TlsFailure.of(cause);
            fail(
                    ctx,
                    failure.refused()
                            ? "the master refused this slave's certificate: " + failure.reason()
                            : failure.reason());
        } else if (WireFault.isTheirs(cause)) {
            fail(ctx, "the master sent something wrong: " + WireFault.of(cause).detail());
        } else {
            fail(ctx, String.valueOf(cause.getMessage()));
        }
    }
}
