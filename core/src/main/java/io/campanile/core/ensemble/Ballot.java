package io.campanile.core.ensemble;

import io.campanile.core.Interval;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One clock among those of which a majority must agree.
 *
 * @param report the slave's report; null for the master, which is one clock among the others, with offset 0
 * @param offsetNanos what it shows, minus the master's local clock
 * @param deviationNanos how well that is known
 * @param interval where what it shows lies for certain; null when its readings contradict each other, so that it counts
 *     as a clock that agrees with nobody
 * @param claim where cluster time lies if its clock is right; null when the interval is
 */
record Ballot(
        @Nullable ClockReport report,
        long offsetNanos,
        double deviationNanos,
        @Nullable Interval interval,
        @Nullable Interval claim) {

    /** A slave's ballot, by what its cluster clock shows. */
    static Ballot of(ClockReport report) {
        if (!report.isUsable()) {
            return new Ballot(report, 0, 0, null, null);
        }
        return new Ballot(
                report,
                report.shownOffset(),
                report.measured().offsetDeviationNanos(),
                report.shownBounds(),
                report.claim());
    }

    /** The master's, by what its own mapping shows. */
    static Ballot ofMaster(long offsetNanos) {
        Interval point = Interval.around(offsetNanos, 0);
        return new Ballot(null, offsetNanos, 0, point, point);
    }

    boolean isMasters() {
        return report == null;
    }

    /** The session that cast it, if a slave did. */
    Stream<Long> session() {
        return Stream.ofNullable(report).map(ClockReport::session);
    }

    static double[] offsets(List<Ballot> ballots) {
        return ballots.stream().mapToDouble(b -> (double) b.offsetNanos()).toArray();
    }

    /** The mean of what these show, as {@link Average} weighs them. */
    static long average(List<Ballot> ballots, double between) {
        return Math.round(Average.of(
                offsets(ballots),
                ballots.stream().mapToDouble(Ballot::deviationNanos).toArray(),
                between));
    }

    /**
     * The nearest offset to this one where honest clocks are for certain when fewer than half of these lie. For clocks that
     * were corrected to one time already; clocks that never were differ honestly.
     */
    static long clampToHonest(long offsetNanos, List<Ballot> ballots) {
        List<Interval> intervals =
                ballots.stream().flatMap(b -> Stream.ofNullable(b.interval())).toList();
        return Math.round(Majority.clampToHonest(
                (double) offsetNanos,
                intervals.stream().mapToDouble(i -> (double) i.low()).toArray(),
                intervals.stream().mapToDouble(i -> (double) i.high()).toArray()));
    }

    /**
     * The ballots whose claims share a point with a strict majority; empty when there is no majority. Right clocks all claim
     * to be near the same time, however badly they were measured when they were corrected.
     */
    static List<Ballot> truechimers(List<Ballot> electorate, long marginNanos) {
        List<Interval> intervals = electorate.stream()
                .flatMap(b -> Stream.ofNullable(b.claim()))
                .map(i -> i.widen(marginNanos))
                .toList();
        return Majority.of(intervals, electorate.size())
                .map(majority -> electorate.stream()
                        .filter(b ->
                                b.claim() != null && majority.includes(b.claim().widen(marginNanos)))
                        .toList())
                .orElse(List.of());
    }

    /** Greatest minus least offset. */
    static long spread(List<Ballot> ballots) {
        LongSummaryStatistics offsets =
                ballots.stream().mapToLong(Ballot::offsetNanos).summaryStatistics();
        return ballots.isEmpty() ? 0 : offsets.getMax() - offsets.getMin();
    }
}
