package io.campanile.core.ensemble;

import java.util.List;

/**
 * Tells whether the master's own clock is the one that no oscillator could be: round after round most of the others seem to
 * jump, and so nobody can be corrected. Such a master must not lead.
 */
final class OwnRate {

    /** A clock that jumped once is no reason to hand over. */
    private static final int ROUNDS = 8;

    private int rounds;

    /**
     * Looks at a round.
     *
     * @param corrected whether anybody is corrected in it
     */
    void note(List<ClockReport> reports, boolean corrected) {
        long heard = reports.stream().filter(ClockReport::heard).count();
        long jumped =
                reports.stream().filter(r -> r.heard() && r.jump() != null).count();
        rounds = !corrected && 2 * jumped > heard + 1 ? rounds + 1 : 0;
    }

    /** Whether it is, for certain, as long as fewer than half of the clocks are wrong. */
    boolean isWrong() {
        return rounds >= ROUNDS;
    }
}
