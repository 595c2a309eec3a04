package io.campanile.simulator.world;

import java.util.PriorityQueue;

/**
 * True time, which no clock of the cluster shows, and what is to happen in it. Events of the same moment happen in the
 * order in which they were planned, so that a run depends on nothing but its seed.
 */
public final class VirtualTime {

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long now;
    private long planned;

    /** Begins at this many nanoseconds since 1970. */
    public VirtualTime(long startNanos) {
        now = startNanos;
    }

    private record Event(long atNanos, long order, Runnable work) implements Comparable<Event> {

        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /** Nanoseconds since 1970. */
    public long now() {
        return now;
    }

    /** Plans something; what should have happened already happens next. */
    public void at(long atNanos, Runnable work) {
        events.add(new Event(Math.max(now, atNanos), planned++, work));
    }

    /** Lets everything happen that is planned up to and including this moment. */
    public void run(long untilNanos, Runnable afterEach) {
        for (Event next = events.peek(); next != null && next.atNanos <= untilNanos; next = events.peek()) {
            events.remove();
            now = next.atNanos;
            next.work.run();
            afterEach.run();
        }
        now = untilNanos;
    }
}
