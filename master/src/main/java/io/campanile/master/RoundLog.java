package io.campanile.master;

import io.campanile.core.Units;
import io.campanile.core.ensemble.Rejection;
import io.campanile.core.ensemble.RoundReport;
import io.campanile.core.ensemble.RoundReport.Outcome;
import io.campanile.core.message.RejectionReason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what changes from one round to the next, and nothing else; slaves come and go as a count. Of the round driver's thread. */
final class RoundLog {

    private static final Logger log = LoggerFactory.getLogger(RoundLog.class);

    /** More slaves than this in one line are counted, not named. */
    private static final int MAX_NAMED = 10;

    /** Slaves come and go one by one; people need not see each. */
    private static final long BETWEEN_COUNTS_NANOS = 10 * Units.SECOND_NANOS;

    private int members;
    private long countedAtNanos = Long.MIN_VALUE;
    private Outcome outcome = Outcome.WAITING;
    private Map<String, RejectionReason> rejected = Map.of();

    void note(RoundReport report) {
        boolean isTime = countedAtNanos == Long.MIN_VALUE || report.atNanos() - countedAtNanos >= BETWEEN_COUNTS_NANOS;
        if (report.members() != members && isTime) {
            log.info("{} slaves are connected, {} before", report.members(), members);
            members = report.members();
            countedAtNanos = report.atNanos();
        }
        if (report.outcome() != outcome) {
            outcome = report.outcome();
            String text = "round %d: %s".formatted(report.number(), report.why());
            if (outcome == Outcome.STEERED) {
                log.info(text);
            } else {
                log.warn(text);
            }
        }
        Map<String, RejectionReason> now = new HashMap<>();
        report.rejections().forEach(r -> now.put(r.slave(), r.reason()));
        if (!now.equals(rejected)) {
            noteRejections(report.rejections());
            rejected = now;
        }
    }

    private void noteRejections(List<Rejection> rejections) {
        List<Rejection> fresh = rejections.stream()
                .filter(r -> r.reason() != rejected.get(r.slave()))
                .toList();
        fresh.stream().limit(MAX_NAMED).forEach(r -> log.warn("{} is left out: {}", r.slave(), r.detail()));
        if (fresh.size() > MAX_NAMED) {
            log.warn("{} more are left out; see the status", fresh.size() - MAX_NAMED);
        }
    }
}
