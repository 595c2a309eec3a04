package io.campanile.slave;

import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.protocol.AnnouncementKind;
import io.campanile.core.protocol.Message;
import io.campanile.core.protocol.RateLimit;
import io.campanile.core.protocol.SlaveSession;
import io.netty.channel.ChannelHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A slave's part in what the slaves of a master say to one another. It outlives connections; the event loop of the slave
 * calls it.
 */
final class Conversation {

    private static final Logger log = LoggerFactory.getLogger(Conversation.class);

    private final Announcement.Listener listener;
    private final ClusterClock clock;

    /** The master takes no more from a slave. */
    private final RateLimit limit = new RateLimit(Message.Announcement.BURST, Message.Announcement.EACH_NANOS);

    Conversation(Announcement.Listener listener, ClusterClock clock) {
        this.listener = listener;
        this.clock = clock;
    }

    /** Takes part from now on. */
    void join(ChannelHandlerContext ctx, Message.Welcome welcome) {
        send(ctx, welcome, AnnouncementKind.JOINED, "");
    }

    /** Tells everybody; false if it was not sent. */
    boolean say(ChannelHandlerContext ctx, SlaveSession session, String text) {
        if (session.phase() != SlaveSession.Phase.ACTIVE || !ctx.channel().isWritable()) {
            return false;
        }
        if (clock.status() == ClockStatus.UNSYNCHRONIZED
                || !limit.admits(clock.read().localNanos())) {
            return false;
        }
        session.welcome().ifPresent(welcome -> send(ctx, welcome, AnnouncementKind.SAID, text));
        return true;
    }

    private void send(ChannelHandlerContext ctx, Message.Welcome welcome, AnnouncementKind kind, String text) {
        ClusterReading now = clock.read();
        long error = Math.min(now.errorNanos(), Message.MAX_NANOS);
        ctx.writeAndFlush(
                new Message.Announcement(welcome.session(), kind, welcome.name(), text, now.clusterNanos(), error),
                ctx.voidPromise());
    }

    void hear(Message.Announcement message) {
        try {
            listener.onAnnouncement(Announcement.of(message));
        } catch (RuntimeException e) {
            log.warn("a listener for announcements failed", e);
        }
    }
}
