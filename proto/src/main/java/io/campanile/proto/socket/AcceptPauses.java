package io.campanile.proto.socket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Ticker;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks after a listening socket that cannot accept, as a rule since the process has no more files to open: has it try again a moment
 * later, so that its event loop does not spin meanwhile. Connections that are open go on.
 *
 * <p>One for each socket; its event loop calls it, and any thread asks how it is.
 */
public abstract class AcceptPauses extends ChannelInboundHandlerAdapter {

    private static final long PAUSE_MILLIS = 500;

    /** As long as somebody waits to be accepted, it fails again after each pause. */
    private static final long OVER_NANOS = TimeUnit.MILLISECONDS.toNanos(3 * PAUSE_MILLIS);

    private volatile @Nullable Failure last;

    private record Failure(String why, long atNanos, Ticker ticker) {

        boolean lasts() {
            return ticker.nanoTime() - atNanos < OVER_NANOS;
        }
    }

    /** It could not accept, for this reason. Says so, and makes room where it can. */
    protected abstract void failed(String why);

    /** Why it cannot accept now, in one sentence; empty while it can. */
    public final Optional<String> failure() {
        return Optional.ofNullable(last).filter(Failure::lasts).map(Failure::why);
    }

    @Override
    public final void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        String why = SocketFailure.reason(cause);
        Ticker ticker = ctx.executor().ticker();
        last = new Failure(why, ticker.nanoTime(), ticker);
        failed(why);
        // Netty's own acceptor would do the same, and write a stack trace into the log each second.
        ctx.channel().config().setAutoRead(false);
        ctx.executor().schedule(() -> ctx.channel().config().setAutoRead(true), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
}
