package io.campanile.slave;

import io.campanile.core.message.AnnouncementKind;
import io.campanile.core.message.Body;
import io.campanile.core.message.Message;
import io.campanile.core.message.Printable;
import java.time.Duration;
import java.time.Instant;

/**
 * Something that a slave of the master tells everybody who takes part in the announcements.
 *
 * @param kind whether somebody has joined, said or sent something, or left
 * @param from who that is: a name that the master keeps unique
 * @param body what was said or sent, as it was; empty for those who come and go
 * @param at when, in cluster time
 * @param error how far that can be from cluster time; {@link #UNKNOWN_ERROR} if nobody knows
 */
public record Announcement(AnnouncementKind kind, String from, Body body, Instant at, Duration error) {

    /** The error where the clock that was read had no bound. */
    public static final Duration UNKNOWN_ERROR = Duration.ofNanos(Message.MAX_NANOS);

    static Announcement of(Message.Announcement message) {
        return new Announcement(
                message.kind(),
                message.from(),
                message.body(),
                Instant.ofEpochSecond(0, message.clusterNanos()),
                Duration.ofNanos(message.errorNanos()));
    }

    /** What was said; make it {@link Printable#text} before a terminal sees it. */
    public String text() {
        return body.text();
    }

    /** Hears what everybody says. */
    @FunctionalInterface
    public interface Listener {

        /**
         * Called on the slave's event loop: do not block there. What this throws is logged.
         *
         * <p>The stamp is what the announcement's origin claims. Whoever keeps announcements until their time has come keeps a limited
         * number, and none from the far future.
         */
        void onAnnouncement(Announcement announcement);
    }
}
