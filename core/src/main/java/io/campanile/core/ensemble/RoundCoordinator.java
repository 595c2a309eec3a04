package io.campanile.core.ensemble;

import io.campanile.core.Mapping;
import io.campanile.core.Units;
import io.campanile.core.ensemble.RoundReport.Outcome;
import io.campanile.core.message.RejectionReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Closes each round: from what the sessions report to cluster time and a verdict on every slave.
 *
 * <p>Once the time is started, a round is: the electors' cluster clocks are compared; those whose intervals share a
 * point with a strict majority are truechimers; the rate of cluster time follows the mean rate of the truechimers' local
 * oscillators; everybody within the panic limit is corrected to it. Without a majority, or below the quorum, nobody is.
 *
 * <p>Guarantee: fewer than half of the electors, whatever they claim, move neither the phase nor, outside the range of
 * the honest rates, the rate. Not thread-safe; reads no clock.
 */
public final class RoundCoordinator {

    /** Rates closer than this to the median always count: healthy crystals are within 100 ppm of what they should be. */
    private static final double LEAST_RATE_REACH_PPB = 200_000;

    private final EnsembleConfig limits;
    private final EnsembleTime time;
    private final ColdStart coldStart;

    /** A coordinator for a master that has not decided anything yet. */
    public RoundCoordinator(EnsembleConfig limits) {
        this.limits = limits;
        this.time = new EnsembleTime(limits);
        this.coldStart = new ColdStart(limits);
    }

    /**
     * What was found about the electors.
     *
     * @param founders the sessions that took part in a cold start
     * @param outvoted the sessions that took part in a vote that others won
     */
    private record Vote(
            Outcome outcome,
            String why,
            List<Ballot> electorate,
            List<Ballot> truechimers,
            Set<Long> founders,
            Set<Long> outvoted) {

        static Vote of(Outcome outcome, String why, List<Ballot> electorate, List<Ballot> truechimers) {
            boolean divided = !truechimers.isEmpty() && truechimers.size() < electorate.size();
            return new Vote(
                    outcome,
                    why,
                    electorate,
                    truechimers,
                    Set.of(),
                    divided ? others(electorate, truechimers) : Set.of());
        }

        private static Set<Long> others(List<Ballot> electorate, List<Ballot> truechimers) {
            Set<Long> others = sessions(electorate);
            others.removeAll(sessions(truechimers));
            return others;
        }

        Vote founding() {
            return new Vote(outcome, why, electorate, truechimers, sessions(truechimers), outvoted);
        }

        private static Set<Long> sessions(List<Ballot> ballots) {
            return ballots.stream().flatMap(Ballot::session).collect(Collectors.toCollection(HashSet::new));
        }
    }

    /**
     * Closes a round.
     *
     * @param number the round's number
     * @param epoch the master's epoch
     * @param nowNanos the master's local time
     * @param reports one of every connected slave
     */
    public RoundResult close(long number, long epoch, long nowNanos, List<ClockReport> reports) {
        Vote vote = time.isStarted() ? vote(nowNanos, reports) : start(nowNanos, reports);
        Set<Long> outOfRate = new HashSet<>();
        if (vote.outcome() == Outcome.STEERED && limits.reference() == Reference.ENSEMBLE) {
            time.steer(nowNanos, ensembleRate(vote.truechimers(), outOfRate));
        }
        Map<Long, Verdict> verdicts = new HashMap<>(2 * reports.size());
        List<Rejection> rejections = new ArrayList<>();
        for (ClockReport report : reports) {
            if (isArriving(report, nowNanos)) {
                continue;
            }
            Verdict verdict = judge(report, vote, outOfRate.contains(report.session()), nowNanos);
            verdicts.put(report.session(), verdict);
            Optional.ofNullable(verdict.rejection()).ifPresent(rejections::add);
        }
        RoundReport report = report(number, epoch, nowNanos, vote, reports, rejections);
        double allowance = limits.reference() == Reference.LOCAL ? 0 : time.rateAllowancePpb();
        return new RoundResult(
                report, time.mapping(), allowance, limits.synchronizedForNanos(), limits.validForNanos(), verdicts);
    }

    /** From the master's local clock to cluster time; the identity until it is decided. */
    public Mapping clusterTime() {
        return time.mapping();
    }

    private Vote start(long nowNanos, List<ClockReport> reports) {
        if (limits.reference() == Reference.LOCAL) {
            time.start(nowNanos, 0);
            return vote(nowNanos, reports);
        }
        ColdStart.Attempt attempt = coldStart.attempt(nowNanos, reports);
        Vote vote = Vote.of(attempt.outcome(), attempt.why(), attempt.electorate(), attempt.founders());
        if (attempt.outcome() != Outcome.STEERED) {
            return vote;
        }
        time.start(nowNanos, attempt.offsetNanos());
        return vote.founding();
    }

    private Vote vote(long nowNanos, List<ClockReport> reports) {
        List<Ballot> electorate = new ArrayList<>();
        reports.stream().filter(ClockReport::isElector).map(Ballot::of).forEach(electorate::add);
        electorate.add(Ballot.ofMaster(time.mapping().offsetAt(nowNanos)));
        if (limits.reference() == Reference.LOCAL) {
            return Vote.of(Outcome.STEERED, "the master's own clock decides", electorate, electorate);
        }
        List<Ballot> truechimers = Ballot.truechimers(electorate, limits.toleranceNanos());
        if (truechimers.isEmpty()) {
            String why = "no majority of the %d clocks agrees: nobody is corrected until one does";
            return Vote.of(Outcome.NO_MAJORITY, why.formatted(electorate.size()), electorate, truechimers);
        }
        if (truechimers.size() < limits.quorum()) {
            String why = "%d clocks agree, the quorum is %d: nobody is corrected until enough do";
            return Vote.of(
                    Outcome.BELOW_QUORUM, why.formatted(truechimers.size(), limits.quorum()), electorate, truechimers);
        }
        String why = "%d of %d clocks agree".formatted(truechimers.size(), electorate.size());
        if (truechimers.stream().noneMatch(Ballot::isMasters)) {
            // The master is one clock among the others: when the majority is elsewhere, it is the one that jumped.
            time.start(nowNanos, Ballot.clampToHonest(Ballot.average(truechimers, 0), electorate));
            why += "; the master's own clock had jumped and follows them";
        }
        return Vote.of(Outcome.STEERED, why, electorate, truechimers);
    }

    /**
     * The mean rate of the truechimers' oscillators against the master's, kept within what honest clocks allow.
     *
     * @param left takes the sessions whose rate is too far from the median
     */
    private double ensembleRate(List<Ballot> truechimers, Set<Long> left) {
        List<ClockReport> voters = truechimers.stream()
                .flatMap(b -> Stream.ofNullable(b.report()))
                .filter(ClockReport::hasSteadyRate)
                .toList();
        // The master comes first: its rate against itself is 0, known exactly.
        int n = voters.size() + 1;
        double[] rates = new double[n];
        double[] deviations = new double[n];
        double[] lows = new double[n];
        double[] highs = new double[n];
        for (int i = 1; i < n; i++) {
            var estimate = voters.get(i - 1).measured();
            rates[i] = estimate.ratePpb();
            deviations[i] = estimate.rateDeviationPpb();
            lows[i] = estimate.rateLowPpb();
            highs[i] = estimate.rateHighPpb();
        }
        MedianGate gate = MedianGate.around(rates, LEAST_RATE_REACH_PPB);
        List<Integer> admitted = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            if (gate.admits(rates[i])) {
                admitted.add(i);
            } else if (i > 0) {
                left.add(voters.get(i - 1).session());
            }
        }
        double mean = Average.of(
                admitted.stream().mapToDouble(i -> rates[i]).toArray(),
                admitted.stream().mapToDouble(i -> deviations[i]).toArray(),
                gate.deviation());
        return Majority.clampToHonest(mean, lows, highs);
    }

    /** Whether it joined so lately that it may still be about to answer its first probe: not judged yet. */
    private boolean isArriving(ClockReport report, long nowNanos) {
        return report.estimate() == null && nowNanos - report.joinedAtNanos() < limits.synchronizedForNanos();
    }

    private Verdict judge(ClockReport report, Vote vote, boolean outOfRate, long nowNanos) {
        boolean corrected = vote.outcome() == Outcome.STEERED;
        boolean founder = vote.founders().contains(report.session());
        if (!report.heard() || report.estimate() == null) {
            return rejected(report, false, RejectionReason.SILENT, "it answered no probe in this round");
        }
        if (report.jump() != null) {
            String detail = String.format(
                    Locale.ROOT,
                    "its clock %s, more than %.0f ppm of drift allow: was it set, or suspended?",
                    report.jump(),
                    limits.filter().maxDriftPpb() / 1000);
            return new Verdict(
                    false,
                    false,
                    corrected ? Suffrage.REVOKED : Suffrage.KEPT,
                    new Rejection(report.name(), RejectionReason.INCONSISTENT, detail));
        }
        long ahead = time.isStarted() ? report.shownOffset() - time.mapping().offsetAt(nowNanos) : 0;
        if (Math.abs(ahead) > limits.panicNanos()) {
            String detail = "it is %s, the panic limit is %s s: set its clock, or raise --panic"
                    .formatted(aheadOrBehind(ahead), seconds(limits.panicNanos()));
            return rejected(report, false, RejectionReason.BEYOND_PANIC, detail);
        }
        if (vote.outvoted().contains(report.session())) {
            String detail = "it is %s, where no majority is".formatted(aheadOrBehind(ahead));
            return rejected(report, corrected, RejectionReason.OUTSIDE_MAJORITY, detail);
        }
        if (outOfRate) {
            String detail = String.format(
                    Locale.ROOT,
                    "it drifts by %.3f ppm, far from the others",
                    report.measured().ratePpb() / 1000);
            return rejected(report, corrected, RejectionReason.FAR_FROM_MEDIAN, detail);
        }
        Suffrage suffrage = founder ? Suffrage.GRANTED : Suffrage.KEPT;
        return new Verdict(corrected, corrected && (founder || isNear(report, ahead)), suffrage, null);
    }

    private boolean isNear(ClockReport report, long ahead) {
        return Math.abs(ahead)
                <= limits.toleranceNanos()
                        + report.measured()
                                .bounds()
                                .worstErrorOf(report.measured().offsetNanos());
    }

    private static Verdict rejected(ClockReport report, boolean corrected, RejectionReason reason, String detail) {
        return new Verdict(corrected, false, Suffrage.KEPT, new Rejection(report.name(), reason, detail));
    }

    private RoundReport report(
            long number, long epoch, long nowNanos, Vote vote, List<ClockReport> reports, List<Rejection> rejections) {
        return new RoundReport(
                number,
                epoch,
                nowNanos,
                vote.outcome(),
                vote.why(),
                reports.size(),
                (int) reports.stream().filter(ClockReport::heard).count(),
                vote.electorate().size(),
                vote.truechimers().size(),
                List.copyOf(rejections),
                Ballot.spread(vote.truechimers()),
                time.mapping().offsetAt(nowNanos),
                time.mapping().ratePpb());
    }

    private static String aheadOrBehind(long nanos) {
        return seconds(Math.abs(nanos)) + (nanos < 0 ? " s behind" : " s ahead");
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.6f", (double) nanos / Units.SECOND_NANOS)
                .replaceFirst("\\.?0+$", "");
    }
}
