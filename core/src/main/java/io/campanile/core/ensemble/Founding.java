package io.campanile.core.ensemble;

import java.util.List;
import java.util.Optional;

/**
 * Decides cluster time where a term has none: waits for those who are still coming, and then founds the time
 * ({@link ColdStart}), or takes over the one that more than half of the slaves keep, or the master itself ({@link WarmStart}).
 */
final class Founding {

    /** Rounds to wait at most for a moment in which nobody joins. */
    private static final int PATIENCE_ROUNDS = 5;

    private final EnsembleConfig limits;
    private final Legacy legacy;
    private final ColdStart cold;
    private final WarmStart warm;
    private long sinceNanos;
    private int rounds;
    private int roundsWaited;
    private int roundsPatient;

    /** By how much the clock of the master's machine was set: it counts until there is a time. */
    private long wallStepNanos;

    Founding(EnsembleConfig limits, Legacy legacy) {
        this.limits = limits;
        this.legacy = legacy;
        this.cold = new ColdStart(limits);
        this.warm = new WarmStart(limits);
    }

    /** The machine's clock may be set while there is no time yet. */
    void observe(OwnClock own) {
        wallStepNanos = own.wallStepNanos();
    }

    /**
     * Tries to.
     *
     * @param outside the times outside, one of which cluster time is to follow
     */
    Start attempt(long nowNanos, List<ClockReport> reports, Outside outside) {
        if (rounds++ == 0) {
            sinceNanos = nowNanos;
        }
        List<ClockReport> candidates =
                reports.stream().filter(r -> r.votes() && r.isUsable()).toList();
        Optional<KeptTime> own = legacy.kept(nowNanos);
        if (own.isPresent()) {
            return goOn(own.get(), candidates);
        }
        if (candidates.isEmpty()) {
            return withoutVoters(nowNanos, reports, outside);
        }
        long lastJoined =
                reports.stream().mapToLong(ClockReport::joinedAtNanos).max().orElse(nowNanos);
        if (nowNanos - lastJoined < limits.settleNanos() && roundsWaited < PATIENCE_ROUNDS) {
            roundsWaited++;
            return Start.waiting(Finding.STILL_JOINING);
        }
        List<ClockReport> keepers = keepers(candidates);
        boolean taken = 2 * keepers.size() > candidates.size();
        boolean wait = taken ? keepers.stream().anyMatch(r -> !isKnown(r)) : !keepers.isEmpty();
        if (wait && roundsPatient < PATIENCE_ROUNDS) {
            roundsPatient++;
            // Those who keep time are in no hurry: they hold over, and a correction from a few samples through a
            // machine that has just started would push them apart. Few of them may still become the majority that they
            // are in truth: where the master alone is new, the slaves come back one by one, and a new one may be the
            // first.
            return Start.waiting(taken ? Finding.MEASURING_KEEPERS : Finding.EXPECTING_KEEPERS);
        }
        if (isRump(candidates.size() + 1, nowNanos)) {
            return Start.waiting(Finding.AWAITING_KEEPERS);
        }
        Electorate everybody = Electorate.of(candidates).and(Ballot.ofMaster(wallStepNanos));
        return taken ? warm.attempt(keepers, everybody) : found(nowNanos, everybody, outside);
    }

    /** One whose time is to be followed may be late: who founds another one now is far from it for long. */
    private Start found(long nowNanos, Electorate everybody, Outside outside) {
        return outside.presence() == Presence.AWAITED
                ? Start.waiting(Finding.AWAITING_PARENT)
                : cold.attempt(nowNanos, everybody, limits.pull().follows() ? outside.best() : null);
    }

    private static List<ClockReport> keepers(List<ClockReport> candidates) {
        return candidates.stream().filter(ClockReport::keepsTime).toList();
    }

    /**
     * The master's own clock keeps the time. It takes that over as soon as more than half of those who agreed are there to say
     * so, too; and by itself, if they do not come. But where those who are there contradict each other, it waits for the others,
     * who can tell who is right, as long as its own promise lasts.
     */
    private Start goOn(KeptTime own, List<ClockReport> candidates) {
        // A promise that has expired may be about a time that is over: the own one is about the one that goes on.
        List<ClockReport> keepers =
                keepers(candidates).stream().filter(ClockReport::promisesTime).toList();
        int clocks = keepers.size() + 1;
        if (2 * clocks <= legacy.electors() && roundsPatient < PATIENCE_ROUNDS) {
            roundsPatient++;
            return Start.waiting(Finding.EXPECTING_KEEPERS);
        }
        if (clocks < legacy.electors() && !warm.agree(keepers, own)) {
            return Start.waiting(Finding.EXPECTING_KEEPERS);
        }
        return warm.attempt(keepers, own);
    }

    /**
     * Whether these clocks, the master's included, are too few to decide: no more than half of those who are remembered to
     * have agreed, so that the others may keep a time of which nobody here knows. That ends when no promise about it can
     * be in force any more.
     */
    private boolean isRump(int clocks, long nowNanos) {
        return 2 * clocks <= legacy.electors() && nowNanos - sinceNanos < limits.validForNanos();
    }

    private static boolean isKnown(ClockReport keeper) {
        return keeper.measured().samples() >= ClockReport.SAMPLES_TO_KNOW;
    }

    /** Where nobody else votes, the master's clock alone decides: observers want to be corrected, too. */
    private Start withoutVoters(long nowNanos, List<ClockReport> reports, Outside outside) {
        if (reports.stream().noneMatch(ClockReport::isUsable)) {
            return Start.waiting(Finding.NOBODY_ANSWERED);
        }
        if (roundsWaited < PATIENCE_ROUNDS) {
            roundsWaited++;
            return Start.waiting(Finding.ONLY_OBSERVERS);
        }
        if (isRump(1, nowNanos)) {
            return Start.waiting(Finding.AWAITING_KEEPERS);
        }
        return found(nowNanos, Electorate.NOBODY.and(Ballot.ofMaster(wallStepNanos)), outside);
    }
}
