package io.campanile.proto.datagram;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the datagrams that came to nothing.
 *
 * <p>Thread-safe.
 */
public final class Drops {

    private final Map<Drop, LongAdder> counts = new EnumMap<>(Drop.class);

    /** None yet. */
    public Drops() {
        for (Drop reason : Drop.values()) {
            counts.put(reason, new LongAdder());
        }
    }

    void add(Drop reason) {
        counter(reason).increment();
    }

    /** How many there were of this kind. */
    public long of(Drop reason) {
        return counter(reason).sum();
    }

    /** How many there were. */
    public long all() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    private LongAdder counter(Drop reason) {
        return Objects.requireNonNull(counts.get(reason));
    }
}
