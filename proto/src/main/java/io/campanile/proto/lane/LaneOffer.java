package io.campanile.proto.lane;

import io.campanile.core.LocalClock;
import io.campanile.proto.codec.Arrived;
import io.campanile.proto.codec.MessageCodec;
import io.campanile.proto.datagram.DatagramClient;
import io.campanile.proto.datagram.SlaveKeys;
import io.campanile.proto.keys.ConversationKeys;
import io.campanile.proto.v1.Envelope;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A slave's end of a session whose probes may come as datagrams, on its connection: says so in the hello, and once the master has
 * welcomed that, keeps a lane to where the connection leads, as long as that lasts. Probes that come by the lane are handed on as if
 * they had come by the connection, and {@link LaneAnswers} sends their readings back by it.
 *
 * <p>Guarantee: the session goes on whatever becomes of its lane. One that has failed is opened again after {@link #FIRST_PAUSE_MILLIS},
 * and twice as long each time, up to {@link #LONGEST_PAUSE_MILLIS}. Over an encrypted connection no lane is open that is not sealed.
 *
 * <p>One for each connection, whose event loop calls everything; the lane is on the same.
 */
public final class LaneOffer extends ChannelDuplexHandler {

    /** The pause before a lane is opened again that has just failed. */
    static final long FIRST_PAUSE_MILLIS = 2_000;

    static final long LONGEST_PAUSE_MILLIS = 60_000;

    private final DatagramClient socket;
    private final LocalClock clock;
    private final LaneAnswers answers;

    /** Where it gets those for the lane; null if that is not sealed. */
    private final @Nullable SlaveKeys keys;

    private final long nonce;
    private Envelope hello = Envelope.getDefaultInstance();
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private boolean over;
    private @Nullable Channel lane;
    private @Nullable ScheduledFuture<?> next;

    private LaneOffer(DatagramClient socket, LocalClock clock, LaneAnswers answers, @Nullable SlaveKeys keys) {
        this.socket = socket;
        this.clock = clock;
        this.answers = answers;
        this.keys = keys;
        this.nonce = socket.nonce();
    }

    /**
     * Puts one into a connection's pipeline, in which envelopes become messages already; the same clock stamps its datagrams.
     *
     * @param socket on the connection's event loop
     */
    public static void addTo(ChannelPipeline pipeline, DatagramClient socket) {
        LocalClock clock = pipeline.get(MessageCodec.class).clock();
        String codec = pipeline.context(MessageCodec.class).name();
        SlaveKeys keys = null;
        if (pipeline.get(SslHandler.class) != null) {
            // 1. What gets keys, if the connection is encrypted.
            ConversationKeys conversation = new ConversationKeys();
            pipeline.addBefore(codec, null, conversation);
            keys = new SlaveKeys(socket, conversation);
        }
        // 2. What keeps the lane.
        LaneAnswers answers = new LaneAnswers();
        pipeline.addBefore(codec, null, new LaneOffer(socket, clock, answers, keys));
        // 3. What has answers go by it.
        pipeline.addAfter(codec, null, answers);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof Envelope envelope && envelope.hasHello()) {
            hello = envelope.toBuilder()
                    .setHello(envelope.getHello().toBuilder().setNonce(nonce))
                    .build();
            ctx.write(hello, promise);
        } else {
            ctx.write(message, promise);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ctx.fireChannelRead(message);
        if (message instanceof Envelope envelope
                && envelope.hasWelcome()
                && envelope.getWelcome().getNonce() == nonce
                && hello.getSession() == 0) {
            hello = hello.toBuilder().setSession(envelope.getSession()).build();
            open(ctx);
        }
    }

    private void open(ChannelHandlerContext ctx) {
        if (over || !(ctx.channel().remoteAddress() instanceof InetSocketAddress master)) {
            return;
        }
        ChannelFuture opening = socket.bootstrap(keys, nonce)
                .handler(new LaneChannel(this, ctx, hello, clock))
                .connect(master);
        lane = opening.channel();
        lane.closeFuture().addListener(f -> openLater(ctx));
    }

    private void openLater(ChannelHandlerContext ctx) {
        lane = null;
        answers.by(null, 0);
        if (!over) {
            next = ctx.executor().schedule(() -> open(ctx), pauseMillis, TimeUnit.MILLISECONDS);
            pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
        }
    }

    /** The lane works. */
    void works() {
        pauseMillis = FIRST_PAUSE_MILLIS;
    }

    /** A probe has come by the lane. */
    void arrived(ChannelHandlerContext connection, Channel from, Arrived probe, long sequence) {
        if (!over && from == lane) {
            answers.by(from, sequence);
            connection.fireChannelRead(probe);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        end();
    }

    private void end() {
        over = true;
        if (next != null) {
            next.cancel(false);
        }
        if (lane != null) {
            lane.close();
        }
        if (keys != null) {
            keys.forget();
        }
    }
}
