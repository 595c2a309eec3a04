package io.campanile.slave;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.ClusterReading;
import io.campanile.core.RateLimit;
import io.campanile.core.Units;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.message.AnnouncementKind;
import io.campanile.core.message.Body;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Welcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A slave's part in what the slaves of a master announce to one another. It outlives connections.
 *
 * <p>Not thread-safe: the slave's event loop calls it.
 */
final class Announcements {

    private static final Logger log = LoggerFactory.getLogger(Announcements.class);

    private static final long ASK_AGAIN_NANOS = Units.SECOND_NANOS;

    private final Announcement.Listener listener;
    private final ClusterClock clock;

    /** The master takes no more from a slave. */
    private final RateLimit limit = new RateLimit(Message.Announcement.BURST, Message.Announcement.EACH_NANOS);

    /** A slave that takes part is told so. Until then it asks again: it was not heard, or too many take part. */
    private final RateLimit requests = new RateLimit(1, ASK_AGAIN_NANOS);

    /** The session in which it takes part; 0 while there is none. */
    private long joinedSession;

    private @Nullable Connection connection;

    /** How it reaches its master. */
    interface Connection {

        /** What the master welcomed this slave with, while it may be told something; null while it may not. */
        @Nullable
        Welcome openSession();

        /** Sends an announcement to the master. */
        void send(Message.Announcement announcement);
    }

    /** Takes no part yet. */
    Announcements(Announcement.Listener listener, ClusterClock clock) {
        this.listener = listener;
        this.clock = clock;
    }

    /** From now on it announces over this connection, whose session is open. Every message may call it. */
    void connected(Connection to) {
        connection = to;
    }

    /** That connection is gone; another one may have taken its place before. */
    void disconnected(Connection from) {
        if (connection == from) {
            connection = null;
        }
    }

    /** Asks to take part, unless it does already or has asked a moment ago. Every message may call it. */
    void join(Connection over, Welcome welcome) {
        if (joinedSession != welcome.session() && requests.admits(clock.read().localNanos())) {
            over.send(about(welcome, AnnouncementKind.JOINED, Body.EMPTY));
        }
    }

    /** Tells everybody; false if it was not sent. */
    boolean announce(AnnouncementKind kind, Body body) {
        Connection over = connection;
        Welcome welcome = over == null ? null : over.openSession();
        if (over == null
                || welcome == null
                || clock.status() == ClockStatus.UNSYNCHRONIZED
                || !limit.admits(clock.read().localNanos())) {
            return false;
        }
        over.send(about(welcome, kind, body));
        return true;
    }

    private Message.Announcement about(Welcome welcome, AnnouncementKind kind, Body body) {
        ClusterReading now = clock.read();
        long error = Math.min(now.errorNanos(), Message.MAX_NANOS);
        return new Message.Announcement(welcome.session(), kind, welcome.name(), body, now.clusterNanos(), error);
    }

    /** Hears an announcement of this session. */
    void hear(Message.Announcement message, Welcome welcome) {
        if (message.kind() == AnnouncementKind.JOINED && message.from().equals(welcome.name())) {
            joinedSession = message.session();
        }
        try {
            listener.onAnnouncement(Announcement.of(message));
        } catch (RuntimeException e) {
            log.warn("a listener for announcements failed", e);
        }
    }
}
