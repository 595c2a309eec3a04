package io.campanile.simulator.check;

import io.campanile.simulator.world.VirtualTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was seen that must never be: counted, and the first ones told with their moment. */
public final class Violations {

    private static final int MOST_TOLD = 20;

    private final VirtualTime time;
    private final long startNanos;
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final List<String> told = new ArrayList<>();

    /** None yet; the run begins now. */
    Violations(VirtualTime time) {
        this.time = time;
        this.startNanos = time.now();
    }

    /** Of what. */
    public enum Kind {
        /** A clock is further off than it says. */
        BOUND,
        /** A clock has gone back. */
        BACKWARD,
        /** Any other invariant. */
        OTHER
    }

    /** Something was seen. */
    void add(Kind kind, String what) {
        counts.merge(kind, 1L, Long::sum);
        if (told.size() < MOST_TOLD) {
            told.add(String.format(Locale.ROOT, "%.6f s: %s", (time.now() - startNanos) / 1e9, what));
        }
    }

    public long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** The first ones. */
    public List<String> told() {
        return List.copyOf(told);
    }
}
