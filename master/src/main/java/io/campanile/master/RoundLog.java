package io.campanile.master;

import io.campanile.core.ensemble.Rejection;
import io.campanile.core.ensemble.RoundReport;
import io.campanile.core.ensemble.RoundReport.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what changes from one round to the next, and nothing else. Of the round driver's thread. */
final class RoundLog {

    private static final Logger log = LoggerFactory.getLogger(RoundLog.class);

    /** More slaves than this in one line are counted, not named. */
    private static final int MAX_NAMED = 10;

    private Outcome outcome = Outcome.WAITING;
    private Map<String, Rejection.Reason> rejected = Map.of();

    void note(RoundReport report) {
        if (report.outcome() != outcome) {
            outcome = report.outcome();
            String text = "round %d: %s".formatted(report.number(), report.why());
            if (outcome == Outcome.STEERED) {
                log.info(text);
            } else {
                log.warn(text);
            }
        }
        Map<String, Rejection.Reason> now = new HashMap<>();
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
