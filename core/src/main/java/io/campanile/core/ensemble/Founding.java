package io.campanile.core.ensemble;

import java.util.List;

/**
 * Decides cluster time where the master has none: waits for those who are still coming, and then founds the time
 * ({@link ColdStart}), or takes over the one that more than half of the slaves keep ({@link WarmStart}).
 */
final class Founding {

    /** Rounds to wait at most for a moment in which nobody joins. */
    private static final int PATIENCE_ROUNDS = 5;

    /** After so many exchanges a clock is known better than those that keep time disagree. */
    private static final int SAMPLES_TO_KNOW = 16;

    private final EnsembleConfig limits;
    private final ColdStart cold;
    private final WarmStart warm;
    private int roundsWaited;
    private int roundsPatient;

    Founding(EnsembleConfig limits) {
        this.limits = limits;
        this.cold = new ColdStart(limits);
        this.warm = new WarmStart(limits);
    }

    Start attempt(long nowNanos, List<ClockReport> reports) {
        List<ClockReport> candidates =
                reports.stream().filter(r -> r.votes() && r.isUsable()).toList();
        if (candidates.isEmpty()) {
            return withoutVoters(reports);
        }
        long lastJoined =
                reports.stream().mapToLong(ClockReport::joinedAtNanos).max().orElse(nowNanos);
        if (nowNanos - lastJoined < limits.settleNanos() && roundsWaited < PATIENCE_ROUNDS) {
            roundsWaited++;
            return Start.waiting(Finding.STILL_JOINING);
        }
        List<ClockReport> keepers =
                candidates.stream().filter(ClockReport::keepsTime).toList();
        boolean taken = 2 * keepers.size() > candidates.size();
        boolean wait = taken ? keepers.stream().anyMatch(r -> !isKnown(r)) : !keepers.isEmpty();
        if (wait && roundsPatient < PATIENCE_ROUNDS) {
            roundsPatient++;
            // Those who keep time are in no hurry: they hold over, and a correction from a few samples through a
            // machine
            // that has just started would push them apart. Few of them may still become the majority that they are in
            // truth: where the master alone is new, the slaves come back one by one, and a new one may be the first.
            return Start.waiting(taken ? Finding.MEASURING_KEEPERS : Finding.EXPECTING_KEEPERS);
        }
        Electorate everybody = Electorate.of(candidates).and(Ballot.ofMaster(0));
        return taken ? warm.attempt(keepers, everybody) : cold.attempt(everybody);
    }

    private static boolean isKnown(ClockReport keeper) {
        return keeper.measured().samples() >= SAMPLES_TO_KNOW;
    }

    /** Where nobody else votes, the master's clock alone decides: observers want to be corrected, too. */
    private Start withoutVoters(List<ClockReport> reports) {
        if (reports.stream().noneMatch(ClockReport::isUsable)) {
            return Start.waiting(Finding.NOBODY_ANSWERED);
        }
        if (roundsWaited < PATIENCE_ROUNDS) {
            roundsWaited++;
            return Start.waiting(Finding.ONLY_OBSERVERS);
        }
        return cold.attempt(Electorate.NOBODY.and(Ballot.ofMaster(0)));
    }
}
