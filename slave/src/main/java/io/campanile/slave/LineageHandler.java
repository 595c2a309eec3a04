package io.campanile.slave;

import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Lineage;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.session.SlaveSession;
import io.campanile.core.session.SlaveSession.Phase;
import io.campanile.proto.GracefulClose;
import io.campanile.proto.codec.Arrived;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Takes what a master tells of whose time it has, and keeps it from the handler behind it, which keeps time. A slave that must not
 * follow that master leaves it.
 *
 * <p>One for each connection; not sharable. The channel's event loop calls it.
 */
final class LineageHandler extends ChannelInboundHandlerAdapter {

    private final SlaveSession session;
    private final SessionListener listener;

    private LineageHandler(SlaveSession session, SessionListener listener) {
        this.session = session;
        this.listener = listener;
    }

    /** Puts one in front of a session's own handler, in this context. */
    static void addBefore(ChannelHandlerContext role, SlaveSession session, SessionListener listener) {
        role.pipeline().addBefore(role.name(), null, new LineageHandler(session, listener));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof Arrived arrived && arrived.message() instanceof Lineage lineage)) {
            ctx.fireChannelRead(message);
        } else if (session.phase() == Phase.ACTIVE
                && session.welcome()
                        .filter(w -> w.session() == lineage.session())
                        .isPresent()) {
            listener.descends(lineage).ifPresent(why -> {
                Goodbye goodbye = session.end(GoodbyeReason.LOOP, why);
                GracefulClose.say(ctx, goodbye);
            });
        }
    }
}
