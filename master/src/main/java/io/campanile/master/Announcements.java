package io.campanile.master;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.ClusterReading;
import io.campanile.core.RateLimit;
import io.campanile.core.message.AnnouncementKind;
import io.campanile.core.message.Body;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Announcement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the slaves of a term announce to one another: passes on what one announces to all who take part, itself included,
 * and in the same order to each.
 *
 * <p>Timekeeping comes first. So there are limits on how many take part, and on how much each of them and all together
 * announce; what is beyond is dropped, and so is what somebody does not read. Nothing is kept. Those who come and go count, too: nobody
 * leaves more often than it has joined.
 *
 * <p>Thread-safe.
 */
final class Announcements {

    /** How many slaves may take part. */
    static final int MAX_PARTICIPANTS = 200;

    /** How many announcements all together may make at once. */
    static final int BURST = 100;

    /** How often they may announce something after such a burst: a hundred times a second. */
    private static final long EACH_NANOS = 10_000_000;

    /** Who joins is told who is there, all are told that it has joined, and one day that it has left: that is paid for beforehand. */
    private static final int JOIN_COST = 3;

    private final ClusterClock clock;
    private final RateLimit limit = new RateLimit(BURST, EACH_NANOS);

    /** Those who take part, by name: the same slave, when it connects again, takes its own seat. */
    private final Map<String, Seat> seats = new LinkedHashMap<>();

    /** Somebody who takes part. */
    interface Participant {

        /** Its unique name. */
        String name();

        /** Tells it soon, on its own thread; the session of the announcement is still to be filled in. Any thread may call. */
        void tell(Announcement announcement);
    }

    private record Seat(Participant participant, RateLimit limit) {

        Seat(Participant participant) {
            this(participant, new RateLimit(Announcement.BURST, Announcement.EACH_NANOS));
        }
    }

    /**
     * Nobody takes part yet.
     *
     * @param clock the master's, which says when somebody comes or goes
     */
    Announcements(ClusterClock clock) {
        this.clock = clock;
    }

    /** A slave has announced something. */
    synchronized void onAnnouncement(Participant from, Announcement announcement) {
        switch (announcement.kind()) {
            case JOINED -> join(from);
            case SAID, SENT -> say(from, announcement);
            case LEFT -> leave(from);
        }
    }

    private void join(Participant newcomer) {
        Seat taken = seats.get(newcomer.name());
        ClusterReading now = clock.read();
        boolean full = taken == null && seats.size() >= MAX_PARTICIPANTS;
        int cost = holds(newcomer) ? 1 : JOIN_COST;
        if (full || !limit.admits(cost, now.localNanos())) {
            // It asks again.
            return;
        }
        if (holds(newcomer)) {
            // It has asked again: what it was told was lost.
            newcomer.tell(about(newcomer.name(), AnnouncementKind.JOINED, now));
            return;
        }
        seats.keySet().stream()
                .filter(name -> !name.equals(newcomer.name()))
                .forEach(name -> newcomer.tell(about(name, AnnouncementKind.JOINED, now)));
        seats.put(newcomer.name(), new Seat(newcomer));
        Announcement joined = about(newcomer.name(), AnnouncementKind.JOINED, now);
        if (taken == null) {
            tellAll(joined);
        } else {
            newcomer.tell(joined);
        }
    }

    private void say(Participant from, Announcement said) {
        long now = clock.read().localNanos();
        Seat seat = seats.get(from.name());
        if (seat != null && holds(from) && seat.limit().admits(now) && limit.admits(now)) {
            tellAll(new Announcement(0, said.kind(), from.name(), said.body(), said.clusterNanos(), said.errorNanos()));
        }
    }

    /** A slave has gone, whether it took part or not. The same slave may have come again before. */
    synchronized void leave(Participant gone) {
        if (holds(gone)) {
            seats.remove(gone.name());
            tellAll(about(gone.name(), AnnouncementKind.LEFT, clock.read()));
        }
    }

    private boolean holds(Participant one) {
        Seat seat = seats.get(one.name());
        return seat != null && seat.participant() == one;
    }

    private void tellAll(Announcement announcement) {
        seats.values().forEach(seat -> seat.participant().tell(announcement));
    }

    private static Announcement about(String whom, AnnouncementKind kind, ClusterReading now) {
        long error = Math.min(now.errorNanos(), Message.MAX_NANOS);
        return new Announcement(0, kind, whom, Body.EMPTY, now.clusterNanos(), error);
    }
}
