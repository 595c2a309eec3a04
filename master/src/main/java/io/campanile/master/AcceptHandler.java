package io.campanile.master;

import io.campanile.core.RateLimit;
import io.campanile.core.Units;
import io.campanile.proto.socket.SocketFailure;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after a listening socket that cannot accept, as a rule since the process has no file left for it. Existing sessions go on. Those
 * who are connected and have said nothing for a second make room; a moment later the socket accepts again, so that no event loop
 * spins meanwhile.
 */
final class AcceptHandler extends ChannelInboundHandlerAdapter {

    private static final Logger log = LoggerFactory.getLogger(AcceptHandler.class);

    private static final long PAUSE_MILLIS = 500;

    /** A slave that has come says hello at once. */
    private static final long PATIENCE_NANOS = Units.SECOND_NANOS;

    private static final long LOG_EACH_NANOS = 600 * Units.SECOND_NANOS;

    private final Door door;
    private final RateLimit lines = new RateLimit(1, LOG_EACH_NANOS);

    AcceptHandler(Door door) {
        this.door = door;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        long now = System.nanoTime();
        int shed = door.shed(PATIENCE_NANOS, now);
        if (lines.admits(now)) {
            log.error(
                    "cannot accept connections: {}. {} of those who have connected have not said hello, {} of them for long: these were"
                            + " closed. Slaves that are in stay; new ones get in as files become free. Raise the limit of open files"
                            + " (ulimit -n), or let slaves use UDP, which takes none",
                    SocketFailure.reason(cause),
                    door.size() + shed,
                    shed);
        }
        // The same that Netty's own acceptor would do, but for its stack trace in the log each second.
        ctx.channel().config().setAutoRead(false);
        ctx.executor().schedule(() -> ctx.channel().config().setAutoRead(true), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
}
