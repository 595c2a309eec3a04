package io.campanile.proto.socket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says why a listening socket takes in nobody, such as that there are no more files to be had: at once, and then once a minute with
 * how often it happened. Netty waits for a second before it tries again. Connections that are open go on.
 *
 * <p>One for each socket; its event loop calls it.
 */
public final class AcceptFailures extends ChannelInboundHandlerAdapter {

    private static final Logger log = LoggerFactory.getLogger(AcceptFailures.class);
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String whom;
    private long saidAtNanos;
    private long failures;

    /**
     * None yet.
     *
     * @param whom who connects, or what they connect to, such as "slaves"
     */
    public AcceptFailures(String whom) {
        this.whom = whom;
        this.saidAtNanos = System.nanoTime() - QUIET_NANOS;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        failures++;
        long now = System.nanoTime();
        if (now - saidAtNanos >= QUIET_NANOS) {
            saidAtNanos = now;
            log.warn(
                    "no new connection can be taken in for {}: {}; those that are open go on. If it says too many open files,"
                            + " raise the limit of the process (ulimit -n); failed {} times so far",
                    whom,
                    SocketFailure.reason(cause),
                    failures);
        }
    }
}
