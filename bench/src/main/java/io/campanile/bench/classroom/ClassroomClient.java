package io.campanile.bench.classroom;

import io.campanile.core.LocalClock;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.concurrent.TimeUnit;

/** Tells the server its local time once a cycle, and takes over whatever time it is told. Its event loop calls it. */
final class ClassroomClient extends SimpleChannelInboundHandler<String> {

    /** Who has heard nothing for longer is not served any more. */
    private static final int PATIENCE_CYCLES = 2;

    private final LocalClock local;
    private final long cycleNanos;
    private final long phaseNanos;
    private boolean told;
    private long toldAtNanos;
    private long offsetNanos;

    /**
     * A client that is not connected yet.
     *
     * @param phaseNanos when in the cycle it speaks: they do not all speak at once
     */
    ClassroomClient(LocalClock local, long cycleNanos, long phaseNanos) {
        this.local = local;
        this.cycleNanos = cycleNanos;
        this.phaseNanos = phaseNanos;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.executor().scheduleAtFixedRate(() -> tell(ctx), phaseNanos, cycleNanos, TimeUnit.NANOSECONDS);
    }

    private void tell(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(local.nanos() + "\n", ctx.voidPromise());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, String time) {
        toldAtNanos = local.nanos();
        offsetNanos = Long.parseLong(time) - toldAtNanos;
        told = true;
    }

    /** Whether the server keeps its clock. */
    boolean isHeld() {
        return told && local.nanos() - toldAtNanos <= PATIENCE_CYCLES * cycleNanos;
    }

    /** The time that it shows. */
    long nanos() {
        return local.nanos() + offsetNanos;
    }
}
