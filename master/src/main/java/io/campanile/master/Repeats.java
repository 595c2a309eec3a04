package io.campanile.master;

import io.campanile.core.Units;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps a line from being repeated: what happens again and again is told once, and then counted. Bounded: of more than
 * {@value #MOST} things, the one that was told first is forgotten.
 *
 * <p>Not thread-safe. Times are the caller's, in nanoseconds.
 *
 * @param <T> what is told
 */
final class Repeats<T> {

    /** For how long what was told is not told again. */
    static final long QUIET_NANOS = 600 * Units.SECOND_NANOS;

    static final int MOST = 1000;

    /** What was told lately, the earliest first. */
    private final Map<T, Told<T>> told = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<T, Told<T>> eldest) {
            return size() > MOST;
        }
    };

    /**
     * Something that was told, and how often it has happened again since.
     *
     * @param what what was told
     */
    record Told<T>(T what, long atNanos, int again) {}

    /** Whether this is to be told now; otherwise it is counted. */
    boolean isNews(T what, long nowNanos) {
        Told<T> earlier = told.get(what);
        if (earlier == null) {
            told.put(what, new Told<>(what, nowNanos, 0));
            return true;
        }
        told.put(what, new Told<>(what, earlier.atNanos(), earlier.again() + 1));
        return false;
    }

    /** What has been counted for long enough, and is to be told as a number now; such a thing goes on being counted. */
    List<Told<T>> due(long nowNanos) {
        List<Told<T>> due = new ArrayList<>();
        for (Iterator<Told<T>> all = told.values().iterator(); all.hasNext(); ) {
            Told<T> next = all.next();
            if (nowNanos - next.atNanos() < QUIET_NANOS) {
                break;
            }
            all.remove();
            if (next.again() > 0) {
                due.add(next);
            }
        }
        due.forEach(counted -> told.put(counted.what(), new Told<>(counted.what(), nowNanos, 0)));
        return due;
    }
}
