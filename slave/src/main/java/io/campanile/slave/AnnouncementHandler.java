package io.campanile.slave;

import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Welcome;
import io.campanile.core.session.SlaveSession;
import io.campanile.core.session.SlaveSession.Phase;
import io.campanile.proto.codec.Arrived;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Carries the announcements of one connection, and keeps them from the handler behind it, which keeps time. A slave that
 * takes no part hears none.
 *
 * <p>One for each connection; not sharable. The channel's event loop calls it.
 */
final class AnnouncementHandler extends ChannelInboundHandlerAdapter implements Announcements.Connection {

    private final SlaveSession session;
    private final @Nullable Announcements announcements;
    private @Nullable ChannelHandlerContext context;

    /**
     * Stands in front of a session's own handler.
     *
     * @param announcements in which the slave takes part; null if in none
     */
    AnnouncementHandler(SlaveSession session, @Nullable Announcements announcements) {
        this.session = session;
        this.announcements = announcements;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (announcements != null) {
            announcements.disconnected(this);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof Arrived arrived && arrived.message() instanceof Message.Announcement announcement) {
            hear(announcement);
            return;
        }
        ctx.fireChannelRead(message);
        if (announcements != null && session.phase() == Phase.ACTIVE) {
            announcements.connected(this);
            session.welcome().ifPresent(welcome -> announcements.join(this, welcome));
        }
    }

    private void hear(Message.Announcement announcement) {
        Welcome welcome = session.welcome().orElse(null);
        if (announcements != null
                && welcome != null
                && session.phase() == Phase.ACTIVE
                && welcome.session() == announcement.session()) {
            announcements.hear(announcement, welcome);
        }
    }

    @Override
    public @Nullable Welcome openSession() {
        boolean open = session.phase() == Phase.ACTIVE
                && context != null
                && context.channel().isWritable();
        return open ? session.welcome().orElse(null) : null;
    }

    @Override
    public void send(Message.Announcement announcement) {
        if (context == null) {
            throw new IllegalStateException("not in a pipeline yet");
        }
        context.writeAndFlush(announcement, context.voidPromise());
    }
}
