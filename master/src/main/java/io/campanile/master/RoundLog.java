package io.campanile.master;

import io.campanile.core.Quantity;
import io.campanile.core.Units;
import io.campanile.core.ensemble.Finding;
import io.campanile.core.ensemble.RoundReport;
import io.campanile.core.ensemble.RoundReport.Outcome;
import io.campanile.core.message.RejectionReason;
import io.campanile.master.RoundChange.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what changes from one round to the next, and nothing else: outcomes, and slaves that are left out. A slave that goes
 * in and out of the rounds is told once and then counted; how many slaves are connected is told now and then.
 *
 * <p>The thread that decides the rounds calls it.
 */
final class RoundLog {

    private static final Logger log = LoggerFactory.getLogger(RoundLog.class);

    /** What is told once: a slave that is left out for another reason is told again. */
    private record LeftOut(String slave, @Nullable RejectionReason reason) {}

    /** Slaves come and go one by one; people need not see each. */
    private static final long BETWEEN_COUNTS_NANOS = 10 * Units.SECOND_NANOS;

    private final Repeats<LeftOut> repeats = new Repeats<>();
    private MasterStatus before;
    private int members;
    private long countedAtNanos = Long.MIN_VALUE;

    /**
     * Has logged nothing yet.
     *
     * @param before what there is before the first round
     */
    RoundLog(MasterStatus before) {
        this.before = before;
    }

    /** Logs how this round differs from the one before. */
    void note(MasterStatus now) {
        RoundReport report = now.round();
        if (report == null) {
            return;
        }
        noteMembers(report);
        noteRepeats(report.atNanos());
        noteUtc(before.round(), report);
        List<RoundChange> changes = RoundChanges.between(before, now);
        changes.forEach(change -> {
            if (change.kind() == Kind.OUTCOME) {
                noteOutcome(before.round(), report);
            } else if (change.kind() == Kind.REJECTED) {
                noteRejection(change, report.atNanos());
            }
        });
        before = now;
    }

    private void noteMembers(RoundReport report) {
        boolean isTime = countedAtNanos == Long.MIN_VALUE || report.atNanos() - countedAtNanos >= BETWEEN_COUNTS_NANOS;
        if (report.members() != members && isTime) {
            log.info(
                    "{} {} connected, {} before",
                    Quantity.many(report.members(), "slave"),
                    report.members() == 1 ? "is" : "are",
                    members);
            members = report.members();
            countedAtNanos = report.atNanos();
        }
    }

    private static void noteUtc(@Nullable RoundReport earlier, RoundReport report) {
        Boolean agreed = earlier == null ? null : earlier.utc().parentAgrees();
        Boolean agrees = report.utc().parentAgrees();
        if (Boolean.FALSE.equals(agrees) && !Boolean.FALSE.equals(agreed)) {
            log.warn(
                    "round {}: the parent's UTC contradicts what machines of this cluster claim of it, {}: see which of them has a wrong"
                            + " server",
                    report.number(),
                    report.utc().offsetNanos() == null
                            ? "and no majority of the claims agrees, so that it is not known"
                            : "and most of the claims agree without it");
        } else if (Boolean.TRUE.equals(agrees) && Boolean.FALSE.equals(agreed)) {
            log.info(
                    "round {}: the parent's UTC agrees with what machines of this cluster claim of it",
                    report.number());
        }
    }

    private static void noteOutcome(@Nullable RoundReport earlier, RoundReport report) {
        boolean isOnlyTheStart =
                earlier == null && report.outcome() == Outcome.WAITING && report.finding() != Finding.AWAITING_KEEPERS;
        String text = "round %s: %s".formatted(report.number(), report.why());
        if (report.outcome() == Outcome.STEERED) {
            log.info(text);
        } else if (!isOnlyTheStart) {
            log.warn(text);
        }
    }

    private void noteRejection(RoundChange change, long nowNanos) {
        if (change.slave() == null) {
            log.warn("{}; see the status", change.text());
        } else if (repeats.isNews(new LeftOut(change.slave(), change.reason()), nowNanos)) {
            log.warn("{} {}", change.slave(), change.text());
        }
    }

    private void noteRepeats(long nowNanos) {
        repeats.due(nowNanos)
                .forEach(told -> log.warn(
                        "{} was left out {} more times in the last {} minutes, as {}; see the status",
                        told.what().slave(),
                        told.again(),
                        Math.round((nowNanos - told.atNanos()) / (60.0 * Units.SECOND_NANOS)),
                        told.what().reason()));
    }
}
