package io.campanile.cli.chat;

import io.campanile.cli.option.Durations;
import io.campanile.core.message.Printable;
import io.campanile.slave.Announcement;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Announcements as people read them. */
final class ChatLines {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ChatLines() {}

    static String of(Announcement announcement) {
        String what = switch (announcement.kind()) {
            case JOINED -> "* %s is here".formatted(announcement.from());
            case LEFT -> "* %s has left".formatted(announcement.from());
            case SAID -> "%s: %s".formatted(announcement.from(), announcement.text());
            case SENT ->
                "* %s has sent %s bytes"
                        .formatted(announcement.from(), announcement.body().length());
        };
        boolean known = announcement.error().compareTo(Announcement.UNKNOWN_ERROR) < 0;
        String error = known ? Durations.human(announcement.error().toNanos()) : "unknown";
        return "%s ±%s  %s".formatted(TIME.format(announcement.at()), error, Printable.text(what));
    }
}
