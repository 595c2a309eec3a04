package io.campanile.slave;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.ClusterReading;
import io.campanile.core.RateLimit;
import io.campanile.core.Units;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.message.AnnouncementKind;
import io.campanile.core.message.Body;
import io.campanile.core.message.Message;
import io.campanile.core.session.SlaveSession;
import io.netty.channel.ChannelHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A slave's part in what the slaves of a master say to one another. It outlives connections; the event loop of the slave
 * calls it.
 */
final class Conversation {

    private static final Logger log = LoggerFactory.getLogger(Conversation.class);

    private static final long KNOCK_NANOS = Units.SECOND_NANOS;

    private final Announcement.Listener listener;
    private final ClusterClock clock;

    /** The master takes no more from a slave. */
    private final RateLimit limit = new RateLimit(Message.Announcement.BURST, Message.Announcement.EACH_NANOS);

    /** One that has taken its seat is told so; until then it asks again: it was not heard, or all seats were taken. */
    private final RateLimit knocks = new RateLimit(1, KNOCK_NANOS);

    /** The session in which it has its seat; 0 while there is none. */
    private long seatedSession;

    Conversation(Announcement.Listener listener, ClusterClock clock) {
        this.listener = listener;
        this.clock = clock;
    }

    /** Takes part from now on, if it does not already. Every round may call it. */
    void join(ChannelHandlerContext ctx, Message.Welcome welcome) {
        if (seatedSession != welcome.session() && knocks.admits(clock.read().localNanos())) {
            send(ctx, welcome, AnnouncementKind.JOINED, Body.EMPTY);
        }
    }

    /** Tells everybody; false if it was not sent. */
    boolean announce(ChannelHandlerContext ctx, SlaveSession session, AnnouncementKind kind, Body body) {
        if (session.phase() != SlaveSession.Phase.ACTIVE || !ctx.channel().isWritable()) {
            return false;
        }
        if (clock.status() == ClockStatus.UNSYNCHRONIZED
                || !limit.admits(clock.read().localNanos())) {
            return false;
        }
        session.welcome().ifPresent(welcome -> send(ctx, welcome, kind, body));
        return true;
    }

    private void send(ChannelHandlerContext ctx, Message.Welcome welcome, AnnouncementKind kind, Body body) {
        ClusterReading now = clock.read();
        long error = Math.min(now.errorNanos(), Message.MAX_NANOS);
        ctx.writeAndFlush(
                new Message.Announcement(welcome.session(), kind, welcome.name(), body, now.clusterNanos(), error),
                ctx.voidPromise());
    }

    /** Hears an announcement of this session. */
    void hear(Message.Announcement message, String name) {
        if (message.kind() == AnnouncementKind.JOINED && message.from().equals(name)) {
            seatedSession = message.session();
        }
        try {
            listener.onAnnouncement(Announcement.of(message));
        } catch (RuntimeException e) {
            log.warn("a listener for announcements failed", e);
        }
    }
}
