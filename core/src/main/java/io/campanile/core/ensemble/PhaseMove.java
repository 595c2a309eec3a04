package io.campanile.core.ensemble;

import java.util.List;

/**
 * What a majority without the master asks for: cluster time is to jump to where these clocks are. It cannot have drifted there, so
 * either the master's own clock jumped, or the majority lies. The two look alike in most, and differ in this:
 *
 * <ul>
 *   <li>A jump of the master's own clock takes it away from all honest clocks at once. While {@link #WITNESSES} of the slaves that vote
 *       still go on with the master, it did not jump.
 *   <li>A jump beyond the panic limit is for a person to look at, whoever made it.
 * </ul>
 *
 * @param offsetNanos where the majority has cluster time − the master's local clock
 * @param movedNanos by how much cluster time would move
 * @param staying how many of the slaves that vote claim that the time is where it was, and not there
 * @param slaves how many slaves vote
 */
record PhaseMove(long offsetNanos, long movedNanos, long staying, long slaves) {

    /** One of four: liars that are fewer can hold nobody back, and as many could. */
    private static final int WITNESSES = 4;

    /**
     * What this vote asks for.
     *
     * @param vote in which the majority is without the master
     * @param masterOffset where cluster time is as the master has it go on
     */
    static PhaseMove of(Vote vote, long masterOffset, EnsembleConfig limits) {
        Electorate everybody = vote.electorate();
        List<Ballot> majority = vote.truechimers().ballots();
        long offset = everybody.clampToHonest(vote.truechimers().average(0));
        long staying = everybody.ballots().stream()
                .filter(ballot -> !ballot.isMasters() && !majority.contains(ballot))
                .filter(ballot -> ballot.claims(masterOffset, limits.toleranceNanos()))
                .count();
        return new PhaseMove(
                offset,
                Math.abs(offset - masterOffset),
                staying,
                everybody.slaves().count());
    }

    /** Whether it is one that the master follows. */
    boolean isJumpOfMaster(EnsembleConfig limits) {
        return movedNanos <= limits.panicNanos() && WITNESSES * staying < slaves;
    }
}
