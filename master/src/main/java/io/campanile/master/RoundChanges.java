package io.campanile.master;

import io.campanile.core.Quantity;
import io.campanile.core.ensemble.Finding;
import io.campanile.core.ensemble.Rejection;
import io.campanile.core.ensemble.RoundReport;
import io.campanile.core.message.Standing;
import io.campanile.master.RoundChange.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What changed between two rounds: the log and the admin server's events are made from it. A function of two values; with a
 * hundred thousand slaves it takes some milliseconds.
 */
public final class RoundChanges {

    /** More slaves than this to which the same happens in one round are counted, not named. */
    public static final int MAX_NAMED = 20;

    private final Map<String, SlaveStatus> before;
    private final Set<String> lostBefore = new HashSet<>();
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private final List<RoundChange> changes = new ArrayList<>();

    private RoundChanges(MasterStatus before) {
        this.before = new HashMap<>(2 * before.slaves().size());
        before.slaves().forEach(slave -> this.before.put(slave.name(), slave));
        before.lost().forEach(slave -> lostBefore.add(slave.name()));
    }

    /**
     * What changed, first about the cluster, then about its slaves.
     *
     * @param before what an earlier round left behind, or what there was before the first
     * @param now what a later one left behind
     */
    public static List<RoundChange> between(MasterStatus before, MasterStatus now) {
        RoundChanges changes = new RoundChanges(before);
        changes.compareOutcomes(before.round(), now.round());
        now.slaves().forEach(changes::compare);
        changes.noteWhoIsGone(now.lost());
        changes.countTheRest();
        return List.copyOf(changes.changes);
    }

    private void compareOutcomes(@Nullable RoundReport earlier, @Nullable RoundReport later) {
        if (later == null) {
            return;
        }
        if (earlier == null || earlier.outcome() != later.outcome() || isNews(earlier, later)) {
            add(Kind.OUTCOME, null, later.why());
        }
    }

    /** The outcome is the same, and yet there is news: somebody has to look for those who keep time, or has set the clock. */
    private static boolean isNews(RoundReport earlier, RoundReport later) {
        boolean tells = later.finding() == Finding.AWAITING_KEEPERS || later.finding() == Finding.MASTER_SET;
        return tells && earlier.finding() != later.finding();
    }

    /** Compares a slave with itself a round earlier, and takes it off those of then: who remains there is gone. */
    private void compare(SlaveStatus now) {
        SlaveStatus earlier = before.remove(now.name());
        if (earlier == null) {
            String how = lostBefore.contains(now.name()) ? "came back from " : "joined from ";
            add(Kind.JOINED, now.name(), how + now.address());
        }
        Rejection rejected = earlier == null ? null : earlier.rejection();
        Rejection rejection = now.rejection();
        if (rejection != null && (rejected == null || rejected.reason() != rejection.reason())) {
            add(new RoundChange(Kind.REJECTED, now.name(), "is left out: " + rejection.detail(), rejection.reason()));
        } else if (rejection == null && rejected != null) {
            add(Kind.ACCEPTED, now.name(), "counts again");
        } else if (earlier != null && earlier.standing() != now.standing() && rejection == null) {
            add(Kind.STATE, now.name(), text(now.standing()));
        }
    }

    private static String text(Standing standing) {
        return switch (standing) {
            case MEMBER -> "votes now";
            case PROBATION -> "is corrected, and has no vote yet";
            case OBSERVER -> "is corrected, and asked for no vote";
            case JOINING, REJECTED -> "is " + standing.name().toLowerCase(Locale.ROOT);
        };
    }

    private void noteWhoIsGone(List<SlaveStatus> lost) {
        for (SlaveStatus slave : lost) {
            if (slave.loss() != null && before.remove(slave.name()) != null) {
                add(Kind.LOST, slave.name(), "was lost: " + slave.loss().why());
            }
        }
        before.keySet().forEach(name -> add(Kind.LEFT, name, "left"));
    }

    private void add(Kind kind, @Nullable String slave, String text) {
        add(new RoundChange(kind, slave, text, null));
    }

    private void add(RoundChange change) {
        if (counts.merge(change.kind(), 1, Integer::sum) <= MAX_NAMED) {
            changes.add(change);
        }
    }

    private void countTheRest() {
        counts.forEach((kind, count) -> {
            if (count > MAX_NAMED) {
                int more = count - MAX_NAMED;
                String text = "%s %s".formatted(Quantity.many(more, "more slave"), verb(kind, more == 1));
                changes.add(new RoundChange(kind, null, text, null));
            }
        });
    }

    private static String verb(Kind kind, boolean one) {
        return switch (kind) {
            case JOINED -> "joined";
            case LEFT -> "left";
            case LOST -> one ? "was lost" : "were lost";
            case REJECTED -> one ? "is left out" : "are left out";
            case ACCEPTED -> one ? "counts again" : "count again";
            case STATE, OUTCOME -> one ? "changed its state" : "changed their state";
        };
    }
}
