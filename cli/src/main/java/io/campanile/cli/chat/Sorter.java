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
 * who receive them within that see the same order, whatever their machines' clocks show. What comes later comes last. A stamp is
 * what somebody claims: no more than {@value #MOST} are kept, and none from the far future.
 *
 * <p>Thread-safe.
 */
final class Sorter {

    /** Longer than a network takes, shorter than people notice. */
    static final Duration HOLD = Duration.ofMillis(300);

    /** No honest clock that knows the time is so far ahead. */
    static final Duration AHEAD = Duration.ofSeconds(10);

    /** Of all slaves together, a master passes on a hundred in a second. */
    static final int MOST = 2000;

    private long dropped;

    private final PriorityQueue<Announcement> waiting =
            new PriorityQueue<>(Comparator.comparing(Announcement::at).thenComparing(Announcement::from));

    synchronized void add(Announcement announcement) {
        if (waiting.size() < MOST) {
            waiting.add(announcement);
        } else {
            dropped++;
        }
    }

    /**
     * Whose time has come, in order.
     *
     * @param known whether this is cluster time: before that, nobody can tell what is far ahead
     */
    synchronized List<Announcement> due(Instant now, boolean known) {
        List<Announcement> due = new ArrayList<>();
        while (!waiting.isEmpty() && !waiting.element().at().plus(HOLD).isAfter(now)) {
            due.add(waiting.remove());
        }
        int before = waiting.size();
        waiting.removeIf(announcement -> known && announcement.at().isAfter(now.plus(AHEAD)));
        dropped += before - waiting.size();
        return due;
    }

    /** How many were dropped since the last call, since their stamps are far in the future or too many wait. */
    synchronized long dropped() {
        long since = dropped;
        dropped = 0;
        return since;
    }
}
