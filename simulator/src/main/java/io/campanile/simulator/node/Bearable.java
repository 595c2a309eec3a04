package io.campanile.simulator.node;

import io.campanile.core.ensemble.Finding;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.simulator.world.VirtualClock;
import java.util.List;

/** Whether no more of those whose time a round took over are wrong than a vote can bear. */
final class Bearable {

    private Bearable() {}

    /**
     * Whether it is.
     *
     * @param current the time that they keep, if they are right
     * @param clock the master's
     */
    static boolean is(ClosedRound round, Truth current, VirtualClock clock) {
        List<Measured> keepers = keepers(round);
        // What is measured against a clock that breaks at this moment is wrong, whoever keeps the time.
        long honest = keepers.stream()
                .filter(m -> m.keeps(current) && (clock.isBroken() ? m.toldTheTruth() : m.isTrue(clock)))
                .count();
        int own = round.hasOwn() ? 1 : 0;
        honest += round.hasTrueOwn(current) ? 1 : 0;
        int liars = Math.max(0, mostLiars(round, keepers.size() + own));
        return honest >= Math.max(1, keepers.size() + own - liars);
    }

    /** How many of those who decided may be wrong. */
    private static int mostLiars(ClosedRound round, int keepers) {
        if (round.result().finding() == Finding.MASTER_FOLLOWS) {
            return (round.result().turnout().electors() - 1) / 2 - 1;
        }
        if (round.hasOwn()) {
            return (keepers - 1) / 2;
        }
        return (int) round.measured().stream().filter(Bearable::isCandidate).count() / 2;
    }

    /** Those whose time is taken over. */
    private static List<Measured> keepers(ClosedRound round) {
        RoundResult result = round.result();
        List<Measured> measured = round.measured();
        long electors = measured.stream().filter(m -> m.report().isElector()).count();
        boolean onlyElectors =
                result.finding() == Finding.MASTER_FOLLOWS && result.turnout().electors() == electors + 1;
        return measured.stream()
                .filter(m -> isCandidate(m) && m.report().keepsTime())
                .filter(m -> m.report().promisesTime() || !round.hasOwn())
                .filter(m -> m.report().isElector() || !onlyElectors)
                .toList();
    }

    private static boolean isCandidate(Measured member) {
        return member.report().isUsable() && member.report().votes();
    }
}
