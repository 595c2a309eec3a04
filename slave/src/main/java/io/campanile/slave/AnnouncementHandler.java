package io.campanile.slave;

import io.campanile.core.RateLimit;
import io.campanile.core.Units;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Welcome;
import io.campanile.core.session.SlaveSession;
import io.campanile.core.session.SlaveSession.Phase;
import io.campanile.proto.GracefulClose;
import io.campanile.proto.codec.Arrived;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries the announcements of one connection, and keeps them from the handler behind it, which keeps time. A slave that
 * takes no part hears none.
 *
 * <p>One for each connection; not sharable. The channel's event loop calls it.
 */
final class AnnouncementHandler extends ChannelInboundHandlerAdapter implements Announcements.Connection {

    /** What a master passes on while a slave is held up for as long as it may be. A master that keeps to its limits is far from it. */
    static final int FLOOD_BURST = 2000;

    private static final long FLOOD_EACH_NANOS = Units.SECOND_NANOS / 200;

    private final SlaveSession session;
    private final @Nullable Announcements announcements;
    private final Consumer<Goodbye> hangUp;

    /** Made with the first announcement: most slaves never hear one. */
    private @Nullable RateLimit flood;

    private @Nullable ChannelHandlerContext context;

    /**
     * Stands in front of a session's own handler.
     *
     * @param announcements in which the slave takes part; null if in none
     * @param hangUp sends the goodbye that ends the session
     */
    AnnouncementHandler(SlaveSession session, @Nullable Announcements announcements, Consumer<Goodbye> hangUp) {
        this.session = session;
        this.announcements = announcements;
        this.hangUp = hangUp;
    }

    /** Puts one in front of a session's own handler, in this context. */
    static void addBefore(ChannelHandlerContext role, SlaveSession session, @Nullable Announcements announcements) {
        Consumer<Goodbye> hangUp = goodbye -> GracefulClose.say(role, goodbye);
        role.pipeline().addBefore(role.name(), null, new AnnouncementHandler(session, announcements, hangUp));
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
            if (session.phase() != Phase.CLOSED) {
                hear(announcement, arrived.atNanos());
            }
            return;
        }
        ctx.fireChannelRead(message);
        if (announcements != null && session.phase() == Phase.ACTIVE) {
            announcements.connected(this);
            session.welcome().ifPresent(welcome -> announcements.join(this, welcome));
        }
    }

    private void hear(Message.Announcement announcement, long atNanos) {
        if (flood == null) {
            flood = new RateLimit(FLOOD_BURST, FLOOD_EACH_NANOS);
        }
        if (!flood.admits(atNanos)) {
            hangUp.accept(session.end(GoodbyeReason.FLOOD, "the master passes on far more than 100 things a second"));
            return;
        }
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
