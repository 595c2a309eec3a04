package io.campanile.core.inquiry;

import io.campanile.core.Units;
import io.campanile.core.message.Testimony;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds out, from what the masters of a slave's list testify, which of them keep another time than the master that the slave follows.
 * Masters of one group are of one epoch; those that know nothing of each other are not, and slaves of two such masters keep two times.
 *
 * <p>Guarantee: a master is named only if it has told another epoch than the slave's twice, {@link #CONFIRMED_NANOS} apart at least,
 * and never the same one in between: a takeover within a group, which all members hear of in a moment, is no reason. What is told
 * changes nothing else.
 *
 * <p>Not thread-safe; reads no clock. All times are those of the slave's local clock.
 *
 * @param <M> what a master is known by
 */
public final class Rivals<M> {

    /** After this long it is no takeover that goes on: ten seconds. */
    public static final long CONFIRMED_NANOS = 10 * Units.SECOND_NANOS;

    private final Map<M, Suspect> suspects = new LinkedHashMap<>();

    /** One whose epoch was another one at first, and as it was asked last. */
    private record Suspect(long firstNanos, long lastNanos) {

        boolean isConfirmed() {
            return lastNanos - firstNanos >= CONFIRMED_NANOS;
        }
    }

    /**
     * A master has answered.
     *
     * @param followed the epoch that the slave obeys now; while it is 0, since nobody has corrected it, nobody is another one
     */
    public void testified(M master, Testimony told, long followed, long nowNanos) {
        if (followed > 0 && told.knows() && told.epoch() != followed) {
            suspects.merge(
                    master, new Suspect(nowNanos, nowNanos), (first, now) -> new Suspect(first.firstNanos, nowNanos));
        } else {
            suspects.remove(master);
        }
    }

    /** Whether one of them is to be asked again soon, since it may have been a takeover. */
    public boolean isDoubtful() {
        return suspects.values().stream().anyMatch(suspect -> !suspect.isConfirmed());
    }

    /** Who keeps another time, in the order in which they were found. */
    public List<M> found() {
        return suspects.entrySet().stream()
                .filter(entry -> entry.getValue().isConfirmed())
                .map(Map.Entry::getKey)
                .toList();
    }
}
