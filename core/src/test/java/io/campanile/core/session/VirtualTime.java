package io.campanile.core.session;

import java.util.Comparator;
import java.util.PriorityQueue;

/** True time, in which things happen one after the other and nothing takes any unless a test says so. */
final class VirtualTime {

    private record Event(long atNanos, long order, Runnable work) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::atNanos).thenComparingLong(Event::order));
    private long nowNanos;
    private long scheduled;

    long nowNanos() {
        return nowNanos;
    }

    void after(long delayNanos, Runnable work) {
        events.add(new Event(nowNanos + delayNanos, scheduled++, work));
    }

    void runUntil(long endNanos) {
        for (Event e = events.peek(); e != null && e.atNanos() <= endNanos; e = events.peek()) {
            events.remove(e);
            nowNanos = e.atNanos();
            e.work().run();
        }
        nowNanos = endNanos;
    }
}
