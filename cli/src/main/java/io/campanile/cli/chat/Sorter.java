package io.campanile.cli.chat;

import io.campanile.slave.Announcement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Puts announcements in the order of cluster time. Each is kept until cluster time is {@link #HOLD} past its stamp; so all
 * who receive them within that see the same order, whatever their machines' clocks show. What comes later comes last.
 *
 * <p>Thread-safe.
 */
final class Sorter {

    /** Longer than a network takes, shorter than people notice. */
    static final Duration HOLD = Duration.ofMillis(300);

    private final PriorityQueue<Announcement> waiting =
            new PriorityQueue<>(Comparator.comparing(Announcement::at).thenComparing(Announcement::from));

    synchronized void add(Announcement announcement) {
        waiting.add(announcement);
    }

    /** Whose time has come, in order. */
    synchronized List<Announcement> due(Instant now) {
        List<Announcement> due = new ArrayList<>();
        while (!waiting.isEmpty() && !waiting.element().at().plus(HOLD).isAfter(now)) {
            due.add(waiting.remove());
        }
        return due;
    }
}
