package io.campanile.proto.keys;

import io.campanile.proto.datagram.SlaveKeys;
import io.campanile.proto.datagram.SlaveKeys.Grant;
import io.campanile.proto.v1.Envelope;
import io.campanile.proto.v1.KeyRequest;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A slave's end: asks for keys on the encrypted connection on which it speaks with its master anyway, as often as it is told to. It
 * stands where envelopes are not messages yet. The connection's event loop calls everything.
 */
public final class ConversationKeys extends ChannelInboundHandlerAdapter implements SlaveKeys.Source {

    private @Nullable ChannelHandlerContext context;
    private @Nullable Promise<Grant> asked;

    /** For one connection. */
    public ConversationKeys() {}

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public Future<Grant> ask(InetSocketAddress master) {
        ChannelHandlerContext ctx = Objects.requireNonNull(context, "not in a pipeline yet");
        fail("the master was asked for keys again");
        Promise<Grant> asking = ctx.executor().newPromise();
        asked = asking;
        ctx.writeAndFlush(
                Envelope.newBuilder()
                        .setKeyRequest(KeyRequest.getDefaultInstance())
                        .build(),
                ctx.voidPromise());
        ctx.executor()
                .schedule(
                        () -> asking.tryFailure(new IOException("the master gives no keys for datagrams")),
                        KeyQuestion.PATIENCE_MILLIS,
                        TimeUnit.MILLISECONDS);
        return asking;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof Envelope envelope && envelope.hasKeys()) {
            if (asked != null) {
                asked.trySuccess(KeyQuestion.grant(ctx.channel(), envelope.getKeys()));
            }
        } else {
            ctx.fireChannelRead(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail("the connection on which the master was asked for keys has ended");
        ctx.fireChannelInactive();
    }

    private void fail(String why) {
        if (asked != null) {
            asked.tryFailure(new IOException(why));
        }
    }
}
