package io.campanile.proto;

import io.campanile.proto.v1.Envelope;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.ConnectTimeoutException;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A slave's manners on a datagram socket: says hello again until it is welcomed, proves its address when it is asked to, and
 * hears a welcome once.
 */
final class Greeter extends ChannelDuplexHandler {

    /** The wait before the second hello; it doubles each time. */
    private static final long FIRST_WAIT_MILLIS = 200;

    /** Hellos until nobody seems to be there: after about three seconds, like a connection that is not accepted. */
    private static final int MOST_HELLOS = 4;

    private Envelope hello = Envelope.getDefaultInstance();
    private int said;
    private @Nullable ScheduledFuture<?> again;

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        Envelope envelope = (Envelope) message;
        long nonce = peer(ctx).nonce();
        if (envelope.hasHello()) {
            hello = envelope.toBuilder()
                    .setHello(envelope.getHello().toBuilder().setNonce(nonce))
                    .build();
            ctx.write(hello, promise);
            said = 1;
            sayAgainLater(ctx);
        } else if (envelope.getSession() == 0) {
            ctx.write(envelope.toBuilder().setSession(nonce).build(), promise);
        } else {
            ctx.write(envelope, promise);
        }
    }

    private void sayAgainLater(ChannelHandlerContext ctx) {
        again = ctx.executor().schedule(() -> sayAgain(ctx), FIRST_WAIT_MILLIS << (said - 1), TimeUnit.MILLISECONDS);
    }

    private void sayAgain(ChannelHandlerContext ctx) {
        if (said == MOST_HELLOS) {
            ctx.fireExceptionCaught(new ConnectTimeoutException(
                    "nobody answers there; is it the right port, and does the master " + "listen to UDP?"));
            return;
        }
        said++;
        ctx.writeAndFlush(hello, ctx.voidPromise());
        sayAgainLater(ctx);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        Envelope envelope = (Envelope) message;
        if (envelope.hasChallenge()) {
            prove(ctx, envelope.getChallenge().getCookie());
        } else if (!envelope.hasWelcome()) {
            ctx.fireChannelRead(envelope);
        } else if (peer(ctx).session() == 0) {
            stop();
            peer(ctx).welcomed(envelope.getSession());
            ctx.fireChannelRead(envelope);
        }
    }

    private void prove(ChannelHandlerContext ctx, long cookie) {
        hello = hello.toBuilder()
                .setHello(hello.getHello().toBuilder().setCookie(cookie))
                .build();
        ctx.writeAndFlush(hello, ctx.voidPromise());
    }

    private void stop() {
        if (again != null) {
            again.cancel(false);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stop();
        ctx.fireChannelInactive();
    }

    private static PeerChannel peer(ChannelHandlerContext ctx) {
        return (PeerChannel) ctx.channel();
    }
}
