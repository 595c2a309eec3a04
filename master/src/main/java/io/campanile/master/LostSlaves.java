package io.campanile.master;

import io.campanile.core.LocalClock;
import io.campanile.core.Units;
import io.campanile.master.SlaveStatus.Loss;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The slaves that ended without a goodbye: people see them for {@link #KEPT_NANOS}, or until they come back. Bounded: of more
 * than {@value #MOST}, those that were lost first are forgotten.
 *
 * <p>Thread-safe: event loops come here as a slave ends, and the rounds' thread once a round.
 */
public final class LostSlaves {

    /** For how long a slave that was lost is shown as lost. */
    public static final long KEPT_NANOS = 600 * Units.SECOND_NANOS;

    static final int MOST = 1000;

    private final LocalClock clock;

    /** By their names, the earliest first. */
    private final Map<String, SlaveStatus> lost = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SlaveStatus> eldest) {
            return size() > MOST;
        }
    };

    LostSlaves(LocalClock clock) {
        this.clock = clock;
    }

    /**
     * A slave has ended without a goodbye.
     *
     * @param last what the last round left behind of it
     * @param why one sentence
     */
    synchronized void add(SlaveStatus last, String why) {
        lost.remove(last.name());
        lost.put(last.name(), last.lost(new Loss(clock.nanos(), why)));
    }

    /** A slave said goodbye: it is not lost, whatever happened to it before. */
    synchronized void forget(String name) {
        lost.remove(name);
    }

    /**
     * The slaves that are lost now, the earliest first. A slave that was heard since is forgotten; one that is still among the connected
     * ones, because it was lost during this round, is left for the next.
     *
     * @param connected what the round leaves behind
     */
    synchronized List<SlaveStatus> besides(List<SlaveStatus> connected) {
        long nowNanos = clock.nanos();
        lost.values().removeIf(slave -> nowNanos - slave.lossAtNanos() > KEPT_NANOS);
        if (lost.isEmpty()) {
            return List.of();
        }
        Set<String> present = new HashSet<>();
        for (SlaveStatus slave : connected) {
            SlaveStatus earlier = lost.get(slave.name());
            if (earlier != null) {
                present.add(slave.name());
                if (slave.lastHeardAtNanos() > earlier.lossAtNanos()) {
                    lost.remove(slave.name());
                }
            }
        }
        return lost.values().stream()
                .filter(slave -> !present.contains(slave.name()))
                .toList();
    }
}
