package io.campanile.core.ensemble;

import io.campanile.core.ensemble.RoundReport.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides the cluster's time when there is none yet.
 *
 * <p>A new cluster averages the clocks of whoever is there, as Berkeley's algorithm does. When the master alone is new
 * and more than half of the slaves already keep cluster time, those decide among themselves, so that a restarted master
 * moves nobody.
 */
final class ColdStart {

    /** Rounds to wait at most for a moment in which nobody joins. */
    private static final int PATIENCE_ROUNDS = 5;

    /** After so many exchanges a clock is known better than those that keep time disagree. */
    private static final int SAMPLES_TO_KNOW = 16;

    private final EnsembleConfig limits;
    private int roundsWaited;
    private int roundsPatient;

    ColdStart(EnsembleConfig limits) {
        this.limits = limits;
    }

    /**
     * What a try came to.
     *
     * @param outcome {@link Outcome#STEERED} when the time is decided
     * @param why one sentence
     * @param offsetNanos cluster time − the master's local clock, once decided
     * @param electorate the clocks that a majority was sought among
     * @param founders those that were averaged
     */
    record Attempt(Outcome outcome, String why, long offsetNanos, List<Ballot> electorate, List<Ballot> founders) {

        private static Attempt failed(Outcome outcome, String why, List<Ballot> electorate) {
            return new Attempt(outcome, why, 0, electorate, List.of());
        }
    }

    Attempt attempt(long nowNanos, List<ClockReport> reports) {
        List<ClockReport> candidates =
                reports.stream().filter(r -> r.votes() && r.isUsable()).toList();
        if (candidates.isEmpty()) {
            return withoutVoters(reports);
        }
        long lastJoined =
                reports.stream().mapToLong(ClockReport::joinedAtNanos).max().orElse(nowNanos);
        if (nowNanos - lastJoined < limits.settleNanos() && roundsWaited < PATIENCE_ROUNDS) {
            roundsWaited++;
            return Attempt.failed(Outcome.WAITING, "clocks are still joining", List.of());
        }
        List<ClockReport> keepers = candidates.stream()
                .filter(r -> r.clock().epoch() > 0 && r.clock().mapping().version() > 0)
                .toList();
        boolean restart = 2 * keepers.size() > candidates.size();
        Optional<String> reasonToWait = restart ? reasonToMeasure(keepers) : reasonToExpectMore(keepers);
        if (reasonToWait.isPresent() && roundsPatient < PATIENCE_ROUNDS) {
            roundsPatient++;
            return Attempt.failed(Outcome.WAITING, reasonToWait.get(), List.of());
        }
        List<Ballot> everybody = electorate(candidates, true);
        return average(restart ? electorate(keepers, false) : everybody, everybody, restart);
    }

    /** Where nobody else votes, the master's clock alone decides: observers want to be corrected, too. */
    private Attempt withoutVoters(List<ClockReport> reports) {
        if (reports.stream().noneMatch(ClockReport::isUsable)) {
            return Attempt.failed(Outcome.WAITING, "no slave has answered yet", List.of());
        }
        if (roundsWaited < PATIENCE_ROUNDS) {
            roundsWaited++;
            return Attempt.failed(Outcome.WAITING, "only observers have answered yet", List.of());
        }
        List<Ballot> master = electorate(List.of(), true);
        return average(master, master, false);
    }

    /**
     * The clocks may agree better than they are known. Nobody is in a hurry: they hold over, and a correction from a few
     * samples through a machine that has just started would push them apart.
     */
    private static Optional<String> reasonToMeasure(List<ClockReport> keepers) {
        return keepers.stream().anyMatch(r -> r.measured().samples() < SAMPLES_TO_KNOW)
                ? Optional.of("the clocks keep time on their own while they are measured")
                : Optional.empty();
    }

    /**
     * Those who keep time may still become the majority that they are in truth: where the master alone is new, the slaves
     * come back one by one, and a new one among them may be the first.
     */
    private static Optional<String> reasonToExpectMore(List<ClockReport> keepers) {
        return keepers.isEmpty()
                ? Optional.empty()
                : Optional.of("some clocks keep time already: more of them may come back");
    }

    private static List<Ballot> electorate(List<ClockReport> voters, boolean withMaster) {
        List<Ballot> electorate = new ArrayList<>();
        voters.forEach(r -> electorate.add(Ballot.of(r)));
        if (withMaster) {
            electorate.add(Ballot.ofMaster(0));
        }
        return electorate;
    }

    private Attempt average(List<Ballot> electorate, List<Ballot> everybody, boolean restart) {
        // Two intervals widened by half the panic limit touch when the clocks are no further apart than the limit.
        List<Ballot> truechimers = Ballot.truechimers(electorate, limits.panicNanos() / 2);
        if (truechimers.isEmpty()) {
            return Attempt.failed(
                    Outcome.NO_MAJORITY,
                    "no majority of the %d clocks is within the panic limit of each other: set the wrong ones, or raise"
                                    .formatted(electorate.size())
                            + " --panic",
                    electorate);
        }
        MedianGate gate = MedianGate.around(Ballot.offsets(truechimers), (double) limits.toleranceNanos());
        List<Ballot> founders = truechimers.stream()
                .filter(b -> gate.admits((double) b.offsetNanos()))
                .toList();
        if (founders.size() < limits.quorum()) {
            return Attempt.failed(
                    Outcome.BELOW_QUORUM,
                    "%d clocks agree, the quorum is %d".formatted(founders.size(), limits.quorum()),
                    electorate);
        }
        return new Attempt(
                Outcome.STEERED,
                "the time of %d clocks was averaged".formatted(founders.size()),
                restart
                        ? kept(founders, gate.deviation(), electorate, everybody)
                        : Ballot.average(founders, gate.deviation()),
                electorate,
                founders);
    }

    /**
     * The time that the keepers keep. It stays where one that is honest is for certain, be it one that the gate left out, and
     * where an honest clock is, be it one that keeps no time: liars may pose as keepers, and be half of those while they are
     * few among all. Where the keepers agree the second changes nothing, since the others are fewer.
     */
    private static long kept(List<Ballot> founders, double between, List<Ballot> keepers, List<Ballot> everybody) {
        long average = Ballot.average(founders, between);
        return Ballot.clampToHonest(Ballot.clampToHonest(average, keepers), everybody);
    }
}
