package io.campanile.master;

import io.campanile.core.ensemble.RoundReport.Outcome;
import io.campanile.core.message.GoodbyeReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What happened on one event loop since the start. Its loop counts, for a nanosecond or two and without allocating; any
 * thread reads, and may be a moment behind.
 */
public final class Tally {

    /** What is counted. */
    public enum Event {
        /** A slave was let in. */
        JOINED,
        /** It had obeyed a master before: this one, until the connection broke, or another. */
        REJOINED,
        /** A slave said goodbye. */
        LEFT,
        /** A slave that was in is gone without a goodbye: its connection broke, it was silent, or it did not read. */
        LOST,
        /** A reading that no probe had asked for, or that came after the next probe. */
        STRAY_READING,
        /** A correction went to a slave. */
        CORRECTION,
        /** The master's own cluster clock stepped. */
        OWN_STEP,
        /** A round was given up: the process was suspended, or starved of CPU. */
        ROUND_ABANDONED
    }

    private final Map<Event, AtomicLong> events = zeros(Event.class);
    private final Map<GoodbyeReason, AtomicLong> goodbyes = zeros(GoodbyeReason.class);
    private final Map<Outcome, AtomicLong> rounds = zeros(Outcome.class);
    private final Histogram roundTrips = new Histogram();

    private static <E extends Enum<E>> Map<E, AtomicLong> zeros(Class<E> type) {
        Map<E, AtomicLong> counts = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            counts.put(constant, new AtomicLong());
        }
        return counts;
    }

    /** A round ended. */
    void round(Outcome outcome) {
        increment(counter(rounds, outcome));
    }

    void count(Event event) {
        increment(counter(events, event));
    }

    /** The master ended a session. */
    void goodbye(GoodbyeReason reason) {
        increment(counter(goodbyes, reason));
    }

    /** An exchange was on its way for so long. */
    void exchange(long delayNanos) {
        roundTrips.add(delayNanos);
    }

    private static void increment(AtomicLong count) {
        // One writer: no need for an atomic addition.
        count.lazySet(count.getPlain() + 1);
    }

    private static <E> AtomicLong counter(Map<E, AtomicLong> counts, E which) {
        return Objects.requireNonNull(counts.get(which));
    }

    /** How often this happened. */
    public long of(Event event) {
        return counter(events, event).get();
    }

    /** How many rounds came to this. */
    public long of(Outcome outcome) {
        return counter(rounds, outcome).get();
    }

    /** How often the master ended a session for this reason. */
    public long of(GoodbyeReason reason) {
        return counter(goodbyes, reason).get();
    }

    /** The round trips of all exchanges. */
    public Histogram roundTrips() {
        return roundTrips;
    }
}
