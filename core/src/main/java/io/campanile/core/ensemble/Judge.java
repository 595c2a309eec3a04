package io.campanile.core.ensemble;

import io.campanile.core.Mapping;
import io.campanile.core.message.RejectionReason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Says of every slave what a round means for it: whether it is corrected, whether it was clean, what becomes of its vote.
 *
 * <p>It remembers two things. A clock that was outside the majority stays left out until it has agreed for some rounds in
 * a row. And a clock that jumped loses its vote only in the next round that corrects somebody: until then it may have been
 * the master's clock that jumped, between the probes to one slave and to the other.
 */
final class Judge {

    private static final int ROUNDS_TO_RETURN = 4;

    private final EnsembleConfig limits;
    private final LeftOut outside = new LeftOut(ROUNDS_TO_RETURN);
    private Set<Long> jumpedBefore = Set.of();

    Judge(EnsembleConfig limits) {
        this.limits = limits;
    }

    /** What the judge needs of a round, found out once for all slaves. */
    private record Case(Vote vote, Mapping time, boolean started, Set<Long> founders, Set<Long> revoked) {

        boolean corrects() {
            return vote.corrects();
        }

        /** How far a slave's cluster clock is ahead of cluster time; 0 while there is none. */
        long ahead(ClockReport report) {
            return started
                    ? report.shownOffset() - time.offsetAt(report.measured().atNanos())
                    : 0;
        }

        Suffrage suffrage(ClockReport report) {
            // Where the time was founded or taken over, it was most clocks that jumped if the master's did.
            if (founders.contains(report.session())) {
                return Suffrage.GRANTED;
            }
            return revoked.contains(report.session()) ? Suffrage.REVOKED : Suffrage.KEPT;
        }
    }

    /**
     * Judges all slaves that are not just arriving.
     *
     * @param nowNanos the master's local time
     * @return by session
     */
    Map<Long, Verdict> judge(long nowNanos, List<ClockReport> reports, Vote vote, TimeScale scale) {
        boolean masterJumped = vote.finding() == Finding.MASTER_FOLLOWS;
        Set<Long> revoked = vote.corrects() && !masterJumped ? jumpedBefore : Set.of();
        Case round = new Case(vote, scale.mapping(), scale.isStarted(), vote.founders(), revoked);
        noteOutvoted(reports, round);
        Map<Long, Verdict> verdicts = new HashMap<>(2 * reports.size());
        for (ClockReport report : reports) {
            if (!isArriving(report, nowNanos)) {
                verdicts.put(report.session(), judge(report, round));
            }
        }
        jumpedBefore = sessions(
                reports,
                r -> r.jump() != null || (!masterJumped && !vote.corrects() && jumpedBefore.contains(r.session())));
        return verdicts;
    }

    private void noteOutvoted(List<ClockReport> reports, Case round) {
        Set<Long> outvoted = round.vote().outvoted();
        if (outvoted.isEmpty() && outside.isEmpty()) {
            return;
        }
        Set<Long> agreeing = round.vote().truechimers().sessions();
        for (ClockReport report : reports) {
            long session = report.session();
            // A clock that jumps, or is about to lose its vote for it, has its own reason to be left out.
            boolean bad = report.isUsable()
                    && outvoted.contains(session)
                    && !round.revoked().contains(session);
            boolean good = agreeing.contains(session)
                    || (!report.isElector() && report.isUsable() && isNear(report, round.ahead(report)));
            outside.note(session, bad, good);
        }
        outside.retain(() -> sessions(reports, report -> true));
    }

    private static Set<Long> sessions(List<ClockReport> reports, Predicate<ClockReport> condition) {
        return reports.stream().filter(condition).map(ClockReport::session).collect(Collectors.toSet());
    }

    /** Whether it joined so lately that it may still be about to answer its first probe: not judged yet. */
    private boolean isArriving(ClockReport report, long nowNanos) {
        return report.estimate() == null && nowNanos - report.joinedAtNanos() < limits.synchronizedForNanos();
    }

    private Verdict judge(ClockReport report, Case round) {
        Suffrage suffrage = round.suffrage(report);
        if (!report.heard() || report.estimate() == null) {
            return rejected(report, false, suffrage, RejectionReason.SILENT, Sentences.silent());
        }
        if (report.jump() != null) {
            String detail = Sentences.jumped(report.jump(), limits.filter());
            return wrong(
                    report,
                    round,
                    suffrage,
                    RejectionReason.INCONSISTENT,
                    detail,
                    report.jump().jumpNanos());
        }
        long ahead = round.ahead(report);
        if (Math.abs(ahead) > Math.max(limits.panicNanos(), report.clock().stepLimitNanos())) {
            String detail = Sentences.beyondPanic(ahead, limits.panicNanos());
            return wrong(report, round, suffrage, RejectionReason.BEYOND_PANIC, detail, ahead);
        }
        boolean corrected = round.corrects();
        if (outside.holds(report.session())) {
            String detail = isNear(report, ahead)
                    ? Sentences.wasOutsideMajority(ROUNDS_TO_RETURN)
                    : Sentences.outsideMajority(ahead);
            return rejected(report, corrected, suffrage, RejectionReason.OUTSIDE_MAJORITY, detail);
        }
        if (round.vote().far().contains(report.session())) {
            String detail = Sentences.farFromMedian(report.measured().ratePpb());
            return rejected(report, corrected, suffrage, RejectionReason.FAR_FROM_MEDIAN, detail);
        }
        boolean clean = suffrage == Suffrage.GRANTED || isNear(report, ahead);
        return new Verdict(corrected, corrected && clean, suffrage, null);
    }

    private boolean isNear(ClockReport report, long ahead) {
        return Math.abs(ahead)
                <= limits.toleranceNanos()
                        + report.measured()
                                .bounds()
                                .worstErrorOf(report.measured().offsetNanos());
    }

    /**
     * It is not corrected. If a majority agrees, the master's own clock among it, so that the master is no one to have jumped, the slave
     * is told that what it was promised is void.
     */
    private static Verdict wrong(
            ClockReport report, Case round, Suffrage suffrage, RejectionReason reason, String detail, long byNanos) {
        boolean certain = round.corrects() && round.vote().finding() != Finding.MASTER_FOLLOWS;
        Rejection rejection = new Rejection(report.name(), reason, detail, certain ? byNanos : null);
        return new Verdict(false, false, suffrage, rejection);
    }

    private static Verdict rejected(
            ClockReport report, boolean corrected, Suffrage suffrage, RejectionReason reason, String detail) {
        return new Verdict(corrected, false, suffrage, new Rejection(report.name(), reason, detail));
    }
}
