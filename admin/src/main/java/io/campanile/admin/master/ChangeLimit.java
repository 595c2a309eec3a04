package io.campanile.admin.master;

import io.campanile.master.RoundChange;
import io.campanile.master.RoundChange.Kind;
import io.campanile.master.RoundChanges;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Keeps slaves that come and go all the time from multiplying what everybody is sent: of each kind of change, as many are told in
 * half a second as one round may name, and how many more there were when it is over. What is about the cluster is always told.
 *
 * <p>The admin server's thread calls it.
 */
final class ChangeLimit {

    /** Less than the usual round: then every round may name its own. */
    static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private long startNanos = Long.MIN_VALUE;

    /**
     * What is told of a round's changes.
     *
     * @param atNanos when the round ended; rises from call to call, unless a new term begins
     */
    List<RoundChange> limit(List<RoundChange> changes, long atNanos) {
        List<RoundChange> told = new ArrayList<>();
        if (startNanos == Long.MIN_VALUE || atNanos - startNanos >= WINDOW_NANOS || atNanos < startNanos) {
            counts.forEach((kind, count) -> tellTheRest(told, kind, count));
            counts.clear();
            startNanos = atNanos;
        }
        for (RoundChange change : changes) {
            boolean isAboutAll = change.kind() == Kind.OUTCOME;
            // One more, which says how many others there were in its round.
            if (isAboutAll || counts.merge(change.kind(), 1, Integer::sum) <= RoundChanges.MAX_NAMED + 1) {
                told.add(change);
            }
        }
        return told;
    }

    private static void tellTheRest(List<RoundChange> told, Kind kind, int count) {
        int rest = count - RoundChanges.MAX_NAMED - 1;
        if (rest > 0) {
            told.add(new RoundChange(kind, null, "at least %s more like this in half a second".formatted(rest), null));
        }
    }
}
