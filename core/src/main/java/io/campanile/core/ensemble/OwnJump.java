package io.campanile.core.ensemble;

import io.campanile.core.Units;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells from what the others say whether the master's own clock jumped. The master sees its own jump as one of everybody
 * else's: so when more than half of the clocks jumped within two rounds (some were probed before, some after it), or
 * claim for certain that cluster time is elsewhere, it was the master, as long as fewer than half of the clocks are wrong.
 *
 * <p>This sees jumps that are smaller than what the vote tolerates: after one of them the slaves still agree with the
 * master within the tolerance, and would all be moved by it.
 */
final class OwnJump {

    /** For how many rounds the others may take to agree where the time is. Then the master is one of the clocks again. */
    private static final int PATIENCE_ROUNDS = 5;

    /** Two mappings round. */
    private static final long ROUNDING_NANOS = 2;

    private Set<Long> jumpedBefore = Set.of();
    private int suspectedRounds;

    /**
     * Looks at a round.
     *
     * @param electors the slaves that vote in it
     * @param masterOffset cluster time, as the master would have it go on, minus the master's local clock
     * @return whether the master's own clock counts as one that jumped
     */
    boolean isSuspected(List<ClockReport> electors, long masterOffset) {
        Set<Long> jumped = new HashSet<>();
        Set<Long> contradicting = new HashSet<>();
        for (ClockReport elector : electors) {
            if (elector.jump() != null) {
                jumped.add(elector.session());
            }
            if (jumpedBefore.contains(elector.session()) || contradicts(elector, masterOffset)) {
                contradicting.add(elector.session());
            }
        }
        contradicting.addAll(jumped);
        jumpedBefore = jumped;
        if (2 * contradicting.size() > electors.size() + 1) {
            suspectedRounds = PATIENCE_ROUNDS;
        } else if (suspectedRounds > 0) {
            suspectedRounds--;
        }
        return suspectedRounds > 0;
    }

    /** Whether the slave's clock, by the error that the master told it, is for certain not near this time. */
    private static boolean contradicts(ClockReport elector, long masterOffset) {
        if (!elector.isUsable() || elector.statedErrorNanos() == 0) {
            return false;
        }
        long unsure =
                elector.measured().bounds().worstErrorOf(elector.measured().offsetNanos());
        long margin = Units.widening(Math.abs(elector.clock().mapping().ratePpb()), unsure) + ROUNDING_NANOS;
        return !elector.claim().widen(margin).contains(masterOffset);
    }

    /** The master follows the others again. */
    void forget() {
        jumpedBefore = Set.of();
        suspectedRounds = 0;
    }
}
