package io.campanile.master;

import io.campanile.core.RateLimit;
import io.campanile.core.Units;
import io.campanile.core.message.AnnouncementKind;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message.Announcement;
import io.campanile.core.session.MasterSession;
import io.campanile.core.session.MasterSession.Phase;
import io.campanile.proto.codec.Arrived;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries the announcements of one slave's connection, and keeps them from the handler behind it, which keeps time. A slave
 * that floods the master is turned away.
 *
 * <p>One for each connection; not sharable. The channel's event loop calls everything but {@link #name} and {@link #tell}.
 */
final class AnnouncementHandler extends ChannelInboundHandlerAdapter implements Announcements.Participant {

    /** A slave that keeps to its limit never comes near these, however its messages bunch up on their way. */
    static final int FLOOD_BURST = 10 * Announcement.BURST;

    private static final long FLOOD_EACH_NANOS = Announcement.EACH_NANOS / 2;

    /** Until it is told that it takes part, a slave asks each second. */
    static final int JOINS_BURST = 4;

    private static final long JOINS_EACH_NANOS = Units.SECOND_NANOS * 3 / 4;

    /** An announcement for everybody is told over eight milliseconds. */
    private static final int TELLING_SLOTS = 32;

    private static final long TELLING_SLOT_NANOS = 250_000;

    private final Announcements announcements;
    private final MasterSession session;
    private final BiConsumer<GoodbyeReason, String> hangUp;
    private @Nullable ChannelHandlerContext context;

    /** Made as it first joins. */
    private @Nullable RateLimit joins;

    /** Made with a slave's first announcement: most slaves never make one. */
    private @Nullable RateLimit flood;

    /**
     * Stands in front of a session's own handler.
     *
     * @param hangUp ends the session, for a reason and with a sentence
     */
    AnnouncementHandler(Announcements announcements, MasterSession session, BiConsumer<GoodbyeReason, String> hangUp) {
        this.announcements = announcements;
        this.session = session;
        this.hangUp = hangUp;
    }

    /** Puts one in front of a session's own handler, in this context. */
    static void addBefore(
            ChannelHandlerContext role,
            Announcements announcements,
            MasterSession session,
            BiConsumer<GoodbyeReason, String> hangUp) {
        role.pipeline().addBefore(role.name(), null, new AnnouncementHandler(announcements, session, hangUp));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof Arrived arrived
                && arrived.message() instanceof Announcement announcement
                && session.phase() == Phase.ACTIVE) {
            onAnnouncement(announcement, arrived.atNanos());
        } else {
            ctx.fireChannelRead(message);
        }
    }

    private void onAnnouncement(Announcement announcement, long atNanos) {
        if (flood == null) {
            flood = new RateLimit(FLOOD_BURST, FLOOD_EACH_NANOS);
        }
        if (!flood.admits(atNanos)) {
            hangUp.accept(GoodbyeReason.FLOOD, "it announces far more than 10 things a second");
        } else if (announcement.session() == session.session() && isInTime(announcement, atNanos)) {
            announcements.onAnnouncement(this, announcement);
        }
    }

    /** One that joins and leaves all the time has all others told of it each time. */
    private boolean isInTime(Announcement announcement, long atNanos) {
        if (announcement.kind() != AnnouncementKind.JOINED) {
            return true;
        }
        if (joins == null) {
            joins = new RateLimit(JOINS_BURST, JOINS_EACH_NANOS);
        }
        return joins.admits(atNanos);
    }

    @Override
    public String name() {
        return session.name();
    }

    @Override
    public void tell(Announcement announcement) {
        // Each slave is told at a time of its own: all at once would hold the readings up. It is always the same time,
        // so that no announcement overtakes another.
        long wait = Math.floorMod(session.session(), TELLING_SLOTS) * TELLING_SLOT_NANOS;
        context().executor().schedule(() -> deliver(announcement), wait, TimeUnit.NANOSECONDS);
    }

    private void deliver(Announcement announcement) {
        ChannelHandlerContext ctx = context();
        if (session.phase() == Phase.ACTIVE && ctx.channel().isWritable()) {
            ctx.writeAndFlush(announcement.in(session.session()), ctx.voidPromise());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        announcements.leave(this);
        ctx.fireChannelInactive();
    }

    private ChannelHandlerContext context() {
        if (context == null) {
            throw new IllegalStateException("not in a pipeline yet");
        }
        return context;
    }
}
