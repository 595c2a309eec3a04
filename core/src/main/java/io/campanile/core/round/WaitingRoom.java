package io.campanile.core.round;

import io.campanile.core.Units;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Slaves whose hello came while nobody leads: they are parked, so that whoever leads next finds them, and not the other way
 * round. There is room for a limited number, and for a limited time.
 *
 * <p>Not thread-safe; reads no clock. All times are the master's local time.
 *
 * @param <S> a slave's session at the edge
 */
public final class WaitingRoom<S> {

    /** How many may wait on one event loop at the most. */
    public static final int CAPACITY = 10_000;

    /** How long one may wait: half of what a slave waits for its welcome. */
    public static final long PATIENCE_NANOS = 5 * Units.SECOND_NANOS;

    private final int capacity;

    /** Since when each waits, in order of coming. */
    private final Map<S, Long> since = new LinkedHashMap<>();

    /**
     * Nobody waits.
     *
     * @param capacity how many may, up to {@value #CAPACITY}
     */
    public WaitingRoom(int capacity) {
        this.capacity = capacity;
    }

    /** How many may wait. */
    public int capacity() {
        return capacity;
    }

    /** Lets a slave wait; false when there is no room. */
    public boolean enter(S slave, long nowNanos) {
        if (since.size() >= capacity) {
            return false;
        }
        since.putIfAbsent(slave, nowNanos);
        return true;
    }

    /** A slave has gone. */
    public void leave(S slave) {
        since.remove(slave);
    }

    /** Takes out those whose time is up, in order of coming: they are to be turned away. */
    public List<S> overdue(long nowNanos) {
        List<S> overdue = since.entrySet().stream()
                .takeWhile(entry -> nowNanos - entry.getValue() >= PATIENCE_NANOS)
                .map(Map.Entry::getKey)
                .toList();
        overdue.forEach(since::remove);
        return overdue;
    }

    /** Takes everybody out, in order of coming: there is an answer for them. */
    public List<S> empty() {
        List<S> all = new ArrayList<>(since.keySet());
        since.clear();
        return all;
    }
}
