package io.campanile.master.access;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Stands in front of TLS while a handshake is under way: hands on what has come when it is this connection's {@linkplain Turns turn}, and
 * reads nothing more until then. So no connection has more than one read of it wait here.
 *
 * <p>One for each connection; not sharable.
 */
final class TurnHandler extends ChannelInboundHandlerAdapter {

    private final Turns turns;
    private final Queue<Object> held = new ArrayDeque<>();

    TurnHandler(Turns turns) {
        this.turns = turns;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (held.isEmpty() && isOver(ctx)) {
            ctx.fireChannelRead(message);
            return;
        }
        held.add(message);
        if (held.size() == 1) {
            ctx.channel().config().setAutoRead(false);
            turns.take(() -> handOn(ctx));
        }
    }

    private static boolean isOver(ChannelHandlerContext ctx) {
        SslHandler tls = ctx.pipeline().get(SslHandler.class);
        return tls == null || tls.handshakeFuture().isDone();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (!held.isEmpty()) {
            return;
        }
        ctx.fireChannelReadComplete();
        if (isOver(ctx)) {
            ctx.pipeline().remove(this);
        }
    }

    private void handOn(ChannelHandlerContext ctx) {
        if (ctx.isRemoved() || held.isEmpty()) {
            return;
        }
        for (Object next = held.poll(); next != null; next = held.poll()) {
            ctx.fireChannelRead(next);
        }
        ctx.fireChannelReadComplete();
        ctx.channel().config().setAutoRead(true);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        release();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        release();
    }

    private void release() {
        for (Object next = held.poll(); next != null; next = held.poll()) {
            ReferenceCountUtil.release(next);
        }
    }
}
