package io.campanile.simulator.check;

import io.campanile.core.Interval;
import io.campanile.core.Units;
import io.campanile.core.ensemble.ClockReport;
import io.campanile.core.ensemble.Finding;
import io.campanile.core.ensemble.Handover;
import io.campanile.core.ensemble.PullLimits;
import io.campanile.core.ensemble.Reference;
import io.campanile.core.ensemble.Rejection;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.ensemble.Verdict;
import io.campanile.core.message.RejectionReason;
import io.campanile.core.session.SessionConfig;
import io.campanile.simulator.check.Violations.Kind;
import io.campanile.simulator.node.ClosedRound;
import io.campanile.simulator.node.Measured;
import io.campanile.simulator.node.Timelines;
import io.campanile.simulator.node.Truth;
import io.campanile.simulator.world.VirtualClock;
import io.campanile.simulator.world.VirtualTime;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every round: that it comes in time, whatever the slaves do, that nobody is kept who is gone, and that fewer than
 * half of the clocks lying move cluster time nowhere where the honest ones are not.
 */
final class RoundChecker {

    /** Two roundings. */
    static final long ROUNDING_NANOS = 2;

    private static final double ROUNDING_PPB = 1e-6;

    /** A round that was held up by a jump of the master's clock starts afresh. */
    private static final double MOST_ROUNDS_BETWEEN = 2.5;

    /** A slave that is gone is given up as it would be probed: within two rounds, or a second if that is longer. */
    private static final long LEAST_GRACE_NANOS = Units.SECOND_NANOS;

    private final VirtualTime time;
    private final Violations violations;
    private final SessionConfig limits;
    private final Reference reference;

    /** How much beside its members' cluster time may run since it was pulled to a time outside: what it has learned of that one's rate stays. */
    private double mayRunBesidePpb;

    private long lastAt;
    private long term;

    RoundChecker(VirtualTime time, Violations violations, SessionConfig limits, Reference reference) {
        this.time = time;
        this.violations = violations;
        this.limits = limits;
        this.reference = reference;
    }

    /** No round can be asked for before now. */
    void excuse() {
        lastAt = time.now();
    }

    /**
     * The master has been leading since something happened last.
     *
     * @param ofTerm the number of its term
     */
    void look(VirtualClock master, long ofTerm) {
        if (ofTerm != term) {
            term = ofTerm;
            excuse();
        }
        long since = Math.max(lastAt, master.lastBroken());
        if (time.now() - since > MOST_ROUNDS_BETWEEN * limits.roundNanos()) {
            violations.add(
                    Kind.OTHER,
                    String.format(Locale.ROOT, "no round was closed for %.3f s", (time.now() - since) / 1e9));
            excuse();
        }
    }

    /**
     * A round was closed.
     *
     * @param master its clock
     * @param timelines what cluster time is behind it
     */
    void closed(VirtualClock master, Timelines timelines, ClosedRound round) {
        excuse();
        RoundResult result = round.result();
        mayRunBesidePpb = Math.max(mayRunBesidePpb, mostPull(result));
        List<Measured> measured = round.measured();
        if (time.now() - master.lastBroken() > graceNanos()) {
            holdNobodyIsKeptWhoIsGone(measured);
        }
        if (reference == Reference.LOCAL) {
            // The master's clock alone decides; nothing can be asked of it.
            return;
        }
        if (timelines.isTakenOver()) {
            holdEarlierTimeWithinHandover(master, timelines.current(), result);
        }
        if (result.finding() == Finding.FOUNDED && timelines.isFoundedUnawares()) {
            violations.add(Kind.OTHER, "a second cluster time was founded, for nobody remembered the first one");
        }
        switch (result.finding()) {
            case FOUNDED, TAKEN_OVER -> {
                // A time that begins at its parent's is where that one is.
                if (result.finding() == Finding.TAKEN_OVER || result.outside().standard() == null) {
                    holdPhaseWithin(HonestPhase.ofFounders(master, timelines.current(), round), result);
                }
            }
            case MASTER_FOLLOWS -> holdPhaseWithin(HonestPhase.ofElectors(master, round), result);
            default -> {
                // The phase goes on.
            }
        }
        if (result.corrects()) {
            holdRateWithinHonest(master, round);
        }
    }

    private void holdEarlierTimeWithinHandover(VirtualClock master, Truth truth, RoundResult result) {
        Handover handover = result.handover();
        long offset = truth.nanos() - master.nanos();
        if (handover != null
                && !handover.offsetAt(result.atNanos()).widen(ROUNDING_NANOS).contains(offset)) {
            violations.add(
                    Kind.OTHER,
                    "cluster time was %s ns off the master's clock and goes on; the master takes it to be at %s"
                            .formatted(offset, handover.offsetAt(result.atNanos())));
        }
    }

    private long graceNanos() {
        return Math.max(LEAST_GRACE_NANOS, 2 * limits.roundNanos());
    }

    private void holdNobodyIsKeptWhoIsGone(List<Measured> measured) {
        for (Measured member : measured) {
            if (member.silentNanos() > limits.idleNanos() + graceNanos()) {
                violations.add(
                        Kind.OTHER,
                        String.format(
                                Locale.ROOT,
                                "%s is kept after %.3f s of silence",
                                member.report().name(),
                                member.silentNanos() / 1e9));
            }
        }
    }

    /**
     * A phase that is decided anew lies where honest clocks are for certain, while fewer than half of the clocks that decide
     * are wrong.
     */
    private void holdPhaseWithin(@Nullable Interval range, RoundResult result) {
        long offset = result.clusterTime().offsetAt(result.atNanos());
        if (range != null && !range.contains(offset)) {
            violations.add(
                    Kind.OTHER,
                    "cluster time was decided %s ns off the master's clock, the honest clocks are at %s to %s ns"
                            .formatted(offset, range.low(), range.high()));
        }
    }

    /** The rate moves to where an honest clock's can be, the master's among them, if fewer than half of the others lie. */
    private void holdRateWithinHonest(VirtualClock master, ClosedRound round) {
        RoundResult result = round.result();
        if (round.own() != null && result.finding() == Finding.TAKEN_OVER) {
            holdRateWithinHandover(result);
            return;
        }
        // A rate that was taken over is one of those that any of the clocks can have that vote.
        List<Measured> voters = result.finding() == Finding.TAKEN_OVER
                ? round.measured().stream()
                        .filter(m -> m.report().votes() && m.report().isUsable())
                        .toList()
                : round.measured().stream()
                        .filter(m -> m.report().isElector() && m.report().hasSteadyRate())
                        .filter(m -> agrees(result.verdict(m.report().session())))
                        .toList();
        List<ClockReport> honest = voters.stream()
                .filter(m -> m.isTrue(master))
                .map(Measured::report)
                .toList();
        if (2 * (voters.size() - honest.size()) > voters.size()) {
            return;
        }
        double rate = result.clusterTime().ratePpb();
        double before = round.before().ratePpb();
        double least = min(before, honest.stream().mapToDouble(r -> r.measured().rateLowPpb()));
        double greatest =
                -min(-before, honest.stream().mapToDouble(r -> -r.measured().rateHighPpb()));
        double beside = ROUNDING_PPB + mayRunBesidePpb;
        if (rate < least - beside || rate > greatest + beside) {
            violations.add(
                    Kind.OTHER,
                    String.format(
                            Locale.ROOT,
                            "cluster time's rate became %f ppb, the honest clocks' are %f to %f ppb",
                            rate,
                            least,
                            greatest));
        }
    }

    /** How fast this round may have pulled cluster time to a parent's, or to what is claimed of UTC. */
    private static double mostPull(RoundResult result) {
        if (result.outside().standard() != null) {
            return PullLimits.OF_PARENT.mostPpb();
        }
        return result.turnout().utcClaims() > 0 ? PullLimits.DEFAULT.mostPpb() : 0;
    }

    /** The rate goes on as the keepers claim; whether that is true is asked of the handover as long as it is in force. */
    private void holdRateWithinHandover(RoundResult result) {
        double rate = result.clusterTime().ratePpb();
        Handover handover = result.handover();
        if (handover == null
                || rate < handover.rateLowPpb() - ROUNDING_PPB
                || rate > handover.rateHighPpb() + ROUNDING_PPB) {
            violations.add(
                    Kind.OTHER,
                    String.format(
                            Locale.ROOT, "cluster time was taken over at %f ppb, which is not of %s", rate, handover));
        }
    }

    /** The least of these, the rate until now and the master's own, which is 0. */
    private static double min(double before, DoubleStream rates) {
        return Math.min(Math.min(0, before), rates.min().orElse(0));
    }

    /** Whether it is one of the clocks that agreed, and so counts. */
    private static boolean agrees(@Nullable Verdict verdict) {
        Rejection rejection = verdict == null ? null : verdict.rejection();
        return verdict != null && (rejection == null || rejection.reason() == RejectionReason.FAR_FROM_MEDIAN);
    }
}
