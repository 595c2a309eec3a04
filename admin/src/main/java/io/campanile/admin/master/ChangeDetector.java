package io.campanile.admin.master;

import io.campanile.admin.master.Change.Kind;
import io.campanile.core.ensemble.Rejection;
import io.campanile.core.ensemble.RoundReport;
import io.campanile.core.message.Standing;
import io.campanile.master.MasterStatus;
import io.campanile.master.SlaveStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares each round's slaves with those of the round before. Of the admin server's thread: for a hundred thousand slaves
 * it takes some milliseconds of it, and nothing of the rounds'.
 */
final class ChangeDetector {

    /** More slaves than this to which the same happens in one round are counted, not named. */
    private static final int MAX_NAMED = 20;

    private final Map<String, SlaveStatus> known = new HashMap<>();
    private RoundReport.@Nullable Outcome outcome;
    private long lastId;

    /** What the last round left behind of a slave, if it was connected. */
    Optional<SlaveStatus> find(String slave) {
        return Optional.ofNullable(known.get(slave));
    }

    /** What changed in this round. */
    List<Change> compare(MasterStatus status, RoundReport report) {
        Batch batch = new Batch(report);
        if (report.outcome() != outcome) {
            outcome = report.outcome();
            batch.add(Kind.OUTCOME, null, report.why());
        }
        for (SlaveStatus slave : status.slaves()) {
            compare(known.put(slave.name(), slave), slave, batch);
        }
        if (known.size() > status.slaves().size()) {
            forgetThoseWhoLeft(status.slaves(), batch);
        }
        return batch.changes();
    }

    private static void compare(@Nullable SlaveStatus before, SlaveStatus now, Batch batch) {
        Rejection rejection = now.rejection();
        if (before == null) {
            batch.add(Kind.JOINED, now.name(), "joined from " + now.address());
        }
        Rejection earlier = before == null ? null : before.rejection();
        if (rejection != null && (earlier == null || earlier.reason() != rejection.reason())) {
            batch.add(Kind.REJECTED, now.name(), "is left out: " + rejection.detail());
        } else if (rejection == null && earlier != null) {
            batch.add(Kind.ACCEPTED, now.name(), "counts again");
        } else if (before != null && before.standing() != now.standing() && rejection == null) {
            batch.add(Kind.STATE, now.name(), text(now.standing()));
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

    private void forgetThoseWhoLeft(List<SlaveStatus> slaves, Batch batch) {
        Set<String> names = new HashSet<>();
        slaves.forEach(s -> names.add(s.name()));
        known.keySet().removeIf(name -> {
            boolean left = !names.contains(name);
            if (left) {
                batch.add(Kind.LEFT, name, "left");
            }
            return left;
        });
    }

    /** The changes of one round. */
    private final class Batch {

        private final RoundReport report;
        private final List<Change> named = new ArrayList<>();
        private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

        Batch(RoundReport report) {
            this.report = report;
        }

        void add(Kind kind, @Nullable String slave, String text) {
            if (counts.merge(kind, 1, Integer::sum) <= MAX_NAMED) {
                named.add(change(kind, slave, text));
            }
        }

        private Change change(Kind kind, @Nullable String slave, String text) {
            return new Change(++lastId, report.number(), report.atNanos(), kind, slave, text);
        }

        List<Change> changes() {
            counts.forEach((kind, count) -> {
                if (count > MAX_NAMED) {
                    named.add(change(kind, null, "%d more slaves %s".formatted(count - MAX_NAMED, verb(kind))));
                }
            });
            return named;
        }

        private static String verb(Kind kind) {
            return switch (kind) {
                case JOINED -> "joined";
                case LEFT -> "left";
                case REJECTED -> "are left out";
                case ACCEPTED -> "count again";
                case STATE, OUTCOME -> "changed their state";
            };
        }
    }
}
