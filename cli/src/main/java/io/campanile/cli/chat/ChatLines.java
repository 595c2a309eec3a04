package io.campanile.cli.chat;

import io.campanile.cli.option.Durations;
import io.campanile.slave.Announcement;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** Announcements as people read them. */
final class ChatLines {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** What a terminal obeys, and what turns the direction of the text around it. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]");

    private ChatLines() {}

    static String of(Announcement announcement) {
        String what = switch (announcement.kind()) {
            case JOINED -> "* %s is here".formatted(announcement.from());
            case LEFT -> "* %s has left".formatted(announcement.from());
            case SAID -> "%s: %s".formatted(announcement.from(), announcement.text());
            case SENT ->
                "* %s has sent %d bytes"
                        .formatted(announcement.from(), announcement.body().length());
        };
        boolean known = announcement.error().compareTo(Announcement.UNKNOWN_ERROR) < 0;
        String error = known ? Durations.human(announcement.error().toNanos()) : "unknown";
        return "%s ±%s  %s".formatted(TIME.format(announcement.at()), error, printable(what));
    }

    private static String printable(String text) {
        return UNPRINTABLE.matcher(text).replaceAll(" ");
    }
}
