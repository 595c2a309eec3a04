package io.campanile.master.access;

import io.campanile.core.RateLimit;
import io.campanile.core.Units;
import io.campanile.proto.tls.TlsContexts;
import io.campanile.proto.tls.TlsFailure;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS handshakes of those who connect. No more than {@link #MOST} are under way at a time, which bounds what strangers
 * can have this process remember and compute; whoever comes then is closed, and comes again. They take {@link Turns}. Who fails is logged, and no more
 * than {@link #LINES} of them at once and one in ten seconds after that.
 *
 * <p>Thread-safe.
 */
final class Handshakes {

    /** Each takes some tens of kilobytes and a millisecond of computing. */
    static final int MOST = 1024;

    static final int LINES = 10;

    private static final long EACH_NANOS = 10 * Units.SECOND_NANOS;
    private static final Logger log = LoggerFactory.getLogger(Handshakes.class);

    private final TlsContexts tls;
    private final Map<EventExecutor, Turns> turns = new ConcurrentHashMap<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final RateLimit lines = new RateLimit(LINES, EACH_NANOS);
    private int untold;

    Handshakes(TlsContexts tls) {
        this.tls = tls;
    }

    /** Somebody has connected: adds the handlers of its handshake, or closes the connection. On the channel's event loop. */
    void begin(Channel channel) {
        if (underWay.incrementAndGet() > MOST) {
            underWay.decrementAndGet();
            channel.close();
            tell(channel, "%s others are being let in at this moment".formatted(MOST));
            return;
        }
        channel.pipeline().addLast(new TurnHandler(turns.computeIfAbsent(channel.eventLoop(), Turns::new)));
        tls.encrypt(channel);
        Future<Channel> handshake = channel.pipeline().get(SslHandler.class).handshakeFuture();
        channel.pipeline().addLast(new Watch(handshake));
        handshake.addListener(done -> {
            underWay.decrementAndGet();
            if (!done.isSuccess()) {
                refused(channel, done.cause());
            }
        });
    }

    private void refused(Channel channel, Throwable cause) {
        TlsFailure failure = TlsFailure.of(cause);
        tell(
                channel,
                failure.refused() ? "it refused this master's certificate: " + failure.reason() : failure.reason());
    }

    private void tell(Channel channel, String why) {
        int others;
        synchronized (lines) {
            if (!lines.admits(System.nanoTime())) {
                untold++;
                return;
            }
            others = untold;
            untold = 0;
        }
        String who = channel.remoteAddress() instanceof InetSocketAddress from
                ? NetUtil.toSocketAddressString(from)
                : "somebody";
        log.warn("{} did not get in: {}{}", who, why, others == 0 ? "" : "; nor did %s more before".formatted(others));
    }

    /** Keeps what is wrong with a handshake, which was told, from what comes behind; and what is decrypted after it has failed. */
    private static final class Watch extends ChannelInboundHandlerAdapter {

        private final Future<Channel> handshake;

        Watch(Future<Channel> handshake) {
            this.handshake = handshake;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (handshake.isSuccess()) {
                ctx.fireChannelRead(message);
            } else {
                ReferenceCountUtil.release(message);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            if (TlsFailure.is(cause)) {
                ctx.close();
            } else {
                ctx.fireExceptionCaught(cause);
            }
        }
    }
}
