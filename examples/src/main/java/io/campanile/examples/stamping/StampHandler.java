package io.campanile.examples.stamping;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.ClusterReading;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.time.Duration;
import java.time.Instant;

/** Answers each line with the line, and the cluster's time in front: how far off that can be, and whether to trust it. */
@Sharable
final class StampHandler extends SimpleChannelInboundHandler<String> {

    private final ClusterClock clock;

    StampHandler(ClusterClock clock) {
        this.clock = clock;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, String line) {
        ctx.writeAndFlush(stamp(clock.read()) + " " + line + "\n");
    }

    /** One reading, so that time, error and status belong together. */
    private static String stamp(ClusterReading now) {
        return switch (now.status()) {
            case UNSYNCHRONIZED -> "unsynchronized";
            case SYNCHRONIZED, HOLDOVER ->
                Instant.ofEpochSecond(0, now.clusterNanos()) + " ±" + Duration.ofNanos(now.errorNanos());
        };
    }
}
