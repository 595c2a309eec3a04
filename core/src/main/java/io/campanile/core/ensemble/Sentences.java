package io.campanile.core.ensemble;

import io.campanile.core.Quantity;
import io.campanile.core.ReferenceReading;
import io.campanile.core.Units;
import io.campanile.core.filter.FilterLimits;
import io.campanile.core.filter.Jump;
import java.util.Locale;

/** The words for what a round decided: one sentence for each kind of fact, the same in every locale. */
final class Sentences {

    private Sentences() {}

    /** Why a round came out as it did; for a round that corrected nobody, what to do. */
    static String why(RoundResult result) {
        int clocks = result.turnout().electors();
        int agree = result.turnout().truechimers();
        return switch (result.finding()) {
            case NOBODY_ANSWERED -> "no slave has answered yet";
            case ONLY_OBSERVERS -> "only observers have answered yet";
            case STARTS_OVER ->
                "the master's machine slept, or was moved: cluster time is taken over again from the slaves that keep it";
            case STILL_JOINING -> "clocks are still joining";
            case MEASURING_KEEPERS -> "the clocks keep time on their own while they are measured";
            case EXPECTING_KEEPERS -> "some clocks keep time already: more of them may come back";
            case AWAITING_KEEPERS ->
                "cluster time is remembered, and most of those who keep it are away: this master waits for them,"
                        + " unless it is told to found cluster time anew";
            case AWAITING_PARENT ->
                "cluster time is to begin at the parent's, which is not known well yet: this master waits for it, as long as it was told to";
            case FOUNDERS_APART ->
                "no majority of the %s clocks is within the panic limit of each other: set the wrong ones, or raise the panic limit"
                        .formatted(clocks);
            case FOUNDERS_FEW -> "%s, the quorum is %s".formatted(agree(agree), result.quorum());
            case FOUNDED -> founded(result);
            case TAKEN_OVER -> "the time of %s was averaged".formatted(Quantity.many(agree, "clock"));
            case AGREED -> "%s of %s".formatted(agree, agree(clocks));
            case MASTER_FOLLOWS ->
                "%s of %s; the master's own clock had jumped and follows them".formatted(agree, agree(clocks));
            case MASTER_DECIDES -> "the master's own clock decides";
            case MASTER_SET -> masterSet(result);
            case PHASE_REFUSED ->
                "a majority of the %s clocks would have cluster time jump, beyond the panic limit or against those who go on with the"
                                .formatted(clocks)
                        + " master: nobody is corrected; find out who is right, and end the others or restart the master";
            case NO_MAJORITY -> noMajority(result);
            case BELOW_QUORUM ->
                "%s, the quorum is %s: nobody is corrected until enough do".formatted(agree(agree), result.quorum());
        };
    }

    private static String agree(int clocks) {
        return Quantity.many(clocks, "clock") + (clocks == 1 ? " agrees" : " agree");
    }

    private static String masterSet(RoundResult result) {
        return "the clock of the master's machine was set, and cluster time went along: it is %s s from what that clock was at the start%s"
                .formatted(
                        String.format(
                                Locale.ROOT,
                                "%+.6f",
                                (double) result.clusterTime().offsetAt(result.atNanos()) / Units.SECOND_NANOS),
                        result.handover() == null
                                ? "; clocks step to it, and those that are ahead slew"
                                : "; clocks slew to it");
    }

    private static String noMajority(RoundResult result) {
        int clocks = result.turnout().electors();
        if (clocks > 2) {
            return "no majority of the %s clocks agrees: nobody is corrected until one does".formatted(clocks);
        }
        return "the master and its slave disagree, and with two clocks nobody can tell which of them jumped: nobody is corrected; compare"
                + " both machines' clocks, set the wrong one, and restart what runs on it, the master or the slave. With another slave"
                + " they would find out by themselves";
    }

    static String silent() {
        return "it answered no probe in this round";
    }

    static String jumped(Jump jump, FilterLimits limits) {
        if (jump.equals(Jump.TOLD)) {
            return "its machine slept, or was moved, and says so itself: it is measured anew";
        }
        return String.format(
                Locale.ROOT,
                "its clock %s, more than %.0f ppm of drift allow: was it set, or suspended?",
                jump,
                limits.maxDriftPpb() / 1000);
    }

    static String beyondPanic(long aheadNanos, long panicNanos) {
        return "it is %s, the panic limit is %s s: set its clock, or raise the panic limit"
                .formatted(aheadOrBehind(aheadNanos), seconds(panicNanos));
    }

    static String outsideMajority(long aheadNanos) {
        return "it is %s, where no majority is".formatted(aheadOrBehind(aheadNanos));
    }

    static String wasOutsideMajority(int roundsToReturn) {
        return "it was where no majority is: it counts again once it has agreed for %s rounds in a row"
                .formatted(roundsToReturn);
    }

    static String farFromMedian(double ratePpb) {
        return String.format(Locale.ROOT, "it drifts by %.3f ppm, far from the others", ratePpb / 1000);
    }

    private static String founded(RoundResult result) {
        String clocks = Quantity.many(result.turnout().truechimers(), "clock");
        ReferenceReading known = result.outside().followed();
        long at = result.atNanos();
        if (known == null || known.offsetAt(at) != result.clusterTime().offsetAt(at)) {
            return "the time of %s was averaged".formatted(clocks);
        }
        String where = result.outside().standard() == null ? "UTC" : "the parent's time";
        return "%s agree, and begin at %s".formatted(clocks, where);
    }

    private static String aheadOrBehind(long nanos) {
        return seconds(Math.abs(nanos)) + (nanos < 0 ? " s behind" : " s ahead");
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.6f", (double) nanos / Units.SECOND_NANOS)
                .replaceFirst("\\.?0+$", "");
    }
}
