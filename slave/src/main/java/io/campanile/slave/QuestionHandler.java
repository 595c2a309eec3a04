package io.campanile.slave;

import io.campanile.core.LocalClock;
import io.campanile.core.message.Question;
import io.campanile.core.message.Testimony;
import io.campanile.proto.WirePipeline;
import io.campanile.proto.codec.Arrived;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

/**
 * Asks one master what time it has, over a connection of its own, which it closes then. The question goes out when the connection is
 * there, and encrypted if it is to be: what that takes makes no answer older.
 *
 * <p>One for each connection; not sharable. The channel's event loop calls it.
 */
final class QuestionHandler extends SimpleChannelInboundHandler<Arrived> {

    private final LocalClock local;
    private final Asker asker;
    private long askedNanos;
    private boolean asked;

    /** Whoever wants to know. */
    @FunctionalInterface
    interface Asker {

        /**
         * The master has answered, if it has, for the only time.
         *
         * @param askedNanos local time before the question went out
         * @param heardNanos and when the answer had come in
         */
        void answered(Testimony told, long askedNanos, long heardNanos);
    }

    QuestionHandler(LocalClock local, Asker asker) {
        this.local = local;
        this.asker = asker;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        WirePipeline.installBefore(ctx, local);
        if (ctx.channel().isActive() && !isEncrypted(ctx)) {
            ask(ctx);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (!isEncrypted(ctx)) {
            ask(ctx);
        }
        ctx.fireChannelActive();
    }

    private static boolean isEncrypted(ChannelHandlerContext ctx) {
        return ctx.pipeline().get(SslHandler.class) != null;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
            ask(ctx);
        }
        ctx.fireUserEventTriggered(event);
    }

    private void ask(ChannelHandlerContext ctx) {
        if (!asked) {
            asked = true;
            askedNanos = local.nanos();
            ctx.writeAndFlush(new Question());
        }
    }

    /** Whatever else a master says is no answer, and it is not asked twice. */
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Arrived arrived) {
        if (asked && arrived.message() instanceof Testimony told) {
            asker.answered(told, askedNanos, arrived.atNanos());
        }
        ctx.close();
    }

    /** Why there is no answer does not matter: who follows this master hears it in its session. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
