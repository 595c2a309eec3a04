package io.campanile.core.ensemble;

import io.campanile.core.Interval;
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

    /** The ballot of a slave by what it says that it was told, be it by another master or in another session. */
    static Ballot ofKeeper(ClockReport report) {
        Ballot ballot = of(report);
        return new Ballot(
                report,
                ballot.offsetNanos(),
                ballot.deviationNanos(),
                ballot.interval(),
                KeptTime.of(report).offset());
    }

    /** The master's, by what its own mapping shows. */
    static Ballot ofMaster(long offsetNanos) {
        Interval point = Interval.around(offsetNanos, 0);
        return new Ballot(null, offsetNanos, 0, point, point);
    }

    /** The master's, by what its own clock shows and claims of a time that another master told it: it is in the middle of that. */
    static Ballot ofKeepingMaster(KeptTime kept) {
        Interval claim = kept.offset();
        long shown = claim.middle();
        return new Ballot(null, shown, 0, Interval.around(shown, 0), claim);
    }

    /** The ballot of a master whose own clock jumped: it agrees with nobody. */
    static Ballot ofJumpedMaster() {
        return new Ballot(null, 0, 0, null, null);
    }

    boolean isMasters() {
        return report == null;
    }

    /** Whether it claims that cluster time is there, give or take this margin. */
    boolean claims(long offsetNanos, long marginNanos) {
        return claim != null && claim.widen(marginNanos).contains(offsetNanos);
    }

    /** The slave's report, if a slave cast it. */
    Stream<ClockReport> slave() {
        return Stream.ofNullable(report);
    }
}
