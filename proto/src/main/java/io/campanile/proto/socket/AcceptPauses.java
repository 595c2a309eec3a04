package io.campanile.proto.socket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/**
 * Looks after a listening socket that cannot accept, as a rule since the process has no more files to open: has it try again a moment
 * later, so that its event loop does not spin meanwhile. Connections that are open go on.
 *
 * <p>One for each socket; its event loop calls it.
 */
public abstract class AcceptPauses extends ChannelInboundHandlerAdapter {

    private static final long PAUSE_MILLIS = 500;

    /** It could not accept, for this reason. Says so, and makes room where it can. */
    protected abstract void failed(Throwable cause);

    @Override
    public final void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        failed(cause);
        // Netty's own acceptor would do the same, and write a stack trace into the log each second.
        ctx.channel().config().setAutoRead(false);
        ctx.executor().schedule(() -> ctx.channel().config().setAutoRead(true), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
}
