package io.campanile.core.ensemble;

/**
 * Remembers how many clocks agreed when most of them were there, for as long as those who are gone may hold a promise.
 *
 * <p>When they are all cut off at once, the master is left alone with its own clock, and would not notice if that jumped
 * meanwhile. So those who come back and keep time have a say before they have earned their votes again: together they
 * can tell the master where cluster time is, if they are more than half of those who agreed last. A few cannot.
 */
final class Assembly {

    /** For how many rounds, and for how many settling times, those who come back may take to become more than half. */
    private static final int PATIENCE_ROUNDS = 5;

    private static final int PATIENCE_SETTLINGS = 2;

    private final EnsembleConfig limits;
    private int seats;
    private long fullAtNanos;
    private int roundsWaited;
    private long waitingSinceNanos;

    Assembly(EnsembleConfig limits) {
        this.limits = limits;
    }

    /** Whether so many clocks, the master's included, are no more than half of those who agreed last. */
    boolean isRump(long nowNanos, int clocks) {
        return 2 * clocks <= seats && nowNanos - fullAtNanos < limits.validForNanos();
    }

    /** Whether so many clocks are more than half of those who agreed last. */
    boolean outnumber(int clocks) {
        return 2 * clocks > seats;
    }

    /** Clocks agreed: so many, the master's included, were there. */
    void agreed(long nowNanos, int clocks) {
        roundsWaited = 0;
        if (!isRump(nowNanos, clocks)) {
            seats = clocks;
            fullAtNanos = nowNanos;
        }
    }

    /** Some who came back say something else than the master: whether it is worth waiting for more of them. */
    boolean waits(long nowNanos) {
        if (roundsWaited == 0) {
            waitingSinceNanos = nowNanos;
        }
        roundsWaited++;
        return roundsWaited <= PATIENCE_ROUNDS
                || nowNanos - waitingSinceNanos < PATIENCE_SETTLINGS * limits.settleNanos();
    }
}
