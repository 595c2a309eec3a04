package io.campanile.admin.web;

import io.campanile.proto.socket.SocketFailure;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after a listening socket that takes in nobody, as a rule since the process has no more files to open: says why, at once and
 * then once a minute, and has it try again a moment later. Connections that are open go on.
 *
 * <p>One for each socket; its event loop calls it.
 */
final class AcceptFailures extends ChannelInboundHandlerAdapter {

    private static final Logger log = LoggerFactory.getLogger(AcceptFailures.class);
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long PAUSE_MILLIS = 500;

    private long saidAtNanos = System.nanoTime() - QUIET_NANOS;
    private long failures;

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        failures++;
        long now = System.nanoTime();
        if (now - saidAtNanos >= QUIET_NANOS) {
            saidAtNanos = now;
            log.warn(
                    "the admin server can take no connection in: {}; those that are open go on. If there are too many open files,"
                            + " raise the limit of the process (ulimit -n); it has failed {} times so far",
                    SocketFailure.reason(cause),
                    failures);
        }
        // The same that Netty's own acceptor would do, but for its stack trace in the log each second. It does not spin
        // so,
        // and finds those who wait when it looks again.
        ctx.channel().config().setAutoRead(false);
        ctx.executor().schedule(() -> ctx.channel().config().setAutoRead(true), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
}
