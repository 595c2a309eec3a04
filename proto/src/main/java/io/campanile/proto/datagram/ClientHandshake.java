package io.campanile.proto.datagram;

import io.campanile.proto.seal.Seal;
import io.campanile.proto.v1.Envelope;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A slave's handshake on a datagram socket. It says hello again until it is welcomed, or for some seconds if nobody answers; proves its
 * address when it is asked to; hears a welcome once; and says hello again when it hears nothing for a while, since its address may
 * have changed on the way to the master, or the master forgotten it.
 */
final class ClientHandshake extends ChannelDuplexHandler {

    /** The wait before the second hello; it doubles with each of the next ones. */
    private static final long FIRST_WAIT_MILLIS = 200;

    private static final long LONGEST_WAIT_MILLIS = 1600;

    /**
     * After this many hellos that nobody answers the master counts as not there: about three seconds, as for a connection that
     * is not accepted. A master that asks for a proof is there: it may let slaves wait, and the session's own patience ends it.
     */
    private static final int MOST_HELLOS = 4;

    /** Silent rounds after which to ask whether the master is still there. */
    private static final int QUIET_ROUNDS = 3;

    private static final long LEAST_QUIET_NANOS = 1_000_000_000;

    /** After it got no new keys, a slave tries again this much later. Those that it has are good for an hour by then. */
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final @Nullable SlaveKeys keys;
    private Envelope hello = Envelope.getDefaultInstance();
    private int said;
    private long quietNanos;
    private boolean heard;
    private boolean challenged;
    private @Nullable ScheduledFuture<?> timer;
    private @Nullable ScheduledFuture<?> renewal;

    /**
     * Of a session that has not begun.
     *
     * @param keys where it gets those for its master; null if it speaks unsealed
     */
    ClientHandshake(@Nullable SlaveKeys keys) {
        this.keys = keys;
    }

    /** Gets what the session needs before it can begin. */
    Future<?> prepare(PeerChannel peer, InetSocketAddress master, EventLoop loop) {
        if (keys == null) {
            return loop.newSucceededFuture(null);
        }
        return keys.of(master).addListener((Future<Seal> got) -> adopt(peer, master, got, loop));
    }

    private void adopt(PeerChannel peer, InetSocketAddress master, Future<Seal> got, EventLoop loop) {
        if (keys == null || !peer.isOpen()) {
            return;
        }
        if (got.isSuccess()) {
            peer.adopt(got.getNow());
        }
        long wait = got.isSuccess() ? keys.freshNanos(master) : RETRY_NANOS;
        renewal = loop.schedule(() -> renew(peer, master, loop), wait, TimeUnit.NANOSECONDS);
    }

    private void renew(PeerChannel peer, InetSocketAddress master, EventLoop loop) {
        if (keys != null && peer.isOpen()) {
            keys.of(master).addListener((Future<Seal> got) -> adopt(peer, master, got, loop));
        }
    }

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
        long wait = said < MOST_HELLOS ? FIRST_WAIT_MILLIS << (said - 1) : LONGEST_WAIT_MILLIS;
        timer = ctx.executor().schedule(() -> sayAgain(ctx), wait, TimeUnit.MILLISECONDS);
    }

    private void sayAgain(ChannelHandlerContext ctx) {
        if (said == MOST_HELLOS && !challenged) {
            peer(ctx)
                    .unanswered(new ConnectTimeoutException(
                            "nobody answers there; is it the right port, and does the master listen to UDP?"));
            return;
        }
        said = Math.min(said + 1, MOST_HELLOS);
        ctx.writeAndFlush(hello, ctx.voidPromise());
        sayAgainLater(ctx);
    }

    private void listen(ChannelHandlerContext ctx) {
        heard = false;
        timer = ctx.executor().schedule(() -> askIfQuiet(ctx), quietNanos, TimeUnit.NANOSECONDS);
    }

    private void askIfQuiet(ChannelHandlerContext ctx) {
        if (!heard) {
            ctx.writeAndFlush(hello, ctx.voidPromise());
        }
        listen(ctx);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        Envelope envelope = (Envelope) message;
        peer(ctx).answered();
        if (envelope.hasUnknownKey()) {
            onUnknownKey(ctx, envelope.getUnknownKey().getKeyId());
            return;
        }
        heard = true;
        if (envelope.hasChallenge()) {
            prove(ctx, envelope.getChallenge().getCookie());
        } else if (envelope.hasWelcome()) {
            onWelcome(ctx, envelope);
        } else {
            ctx.fireChannelRead(envelope);
        }
    }

    private void onWelcome(ChannelHandlerContext ctx, Envelope envelope) {
        long session = peer(ctx).session();
        if (session == 0) {
            stop();
            peer(ctx).welcomed(envelope.getSession());
            quietNanos = Math.max(
                    LEAST_QUIET_NANOS, QUIET_ROUNDS * envelope.getWelcome().getRoundNanos());
            listen(ctx);
            ctx.fireChannelRead(envelope);
        } else if (session != envelope.getSession()) {
            ctx.fireExceptionCaught(new IOException("the master has forgotten this session"));
        }
    }

    /** Anybody can have said that: it ends no session that has keys. */
    private void onUnknownKey(ChannelHandlerContext ctx, long keyId) {
        PeerChannel peer = peer(ctx);
        InetSocketAddress master = peer.remoteAddress();
        Seal unknown = peer.seal(keyId);
        if (keys != null && unknown != null && master != null) {
            keys.insteadOf(unknown, master).addListener((Future<Seal> got) -> {
                if (got.isSuccess() && peer.isOpen()) {
                    peer.adopt(got.getNow());
                    ctx.writeAndFlush(hello, ctx.voidPromise());
                }
            });
        } else if (keys == null && peer.session() == 0) {
            ctx.fireExceptionCaught(new IOException(
                    "this master hears nobody over UDP who has no certificate: give this slave its own"));
        }
    }

    private void prove(ChannelHandlerContext ctx, long cookie) {
        challenged = true;
        hello = hello.toBuilder()
                .setHello(hello.getHello().toBuilder().setCookie(cookie))
                .build();
        ctx.writeAndFlush(hello, ctx.voidPromise());
    }

    private void stop() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stop();
        if (renewal != null) {
            renewal.cancel(false);
        }
        ctx.fireChannelInactive();
    }

    private static PeerChannel peer(ChannelHandlerContext ctx) {
        return (PeerChannel) ctx.channel();
    }
}
