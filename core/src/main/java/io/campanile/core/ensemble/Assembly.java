package io.campanile.core.ensemble;

import io.campanile.core.Units;
import java.util.List;

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

    /** A slave is synchronized for some rounds after its last correction; a part of that is less than a round, and more than a brief one. */
    private static final int LESS_THAN_A_ROUND = 4;

    /** So many times as long others may be silent while many answer: a master that is swamped hears them too late. */
    private static final int SWAMPED = 2;

    /** No more are left than one in so many: it is no matter of load. */
    private static final int SHARE_LEFT = 4;

    /** No more than these may be the masters of a group, which reach each other still. */
    private static final int FEW = 5;

    private final EnsembleConfig limits;
    private int seats;

    /** Whether most of them have been there in this term. */
    private boolean met;

    private long sinceFullNanos;
    private long lastNanos;

    /** How many beside those who have answered in time have shown since the last round that they and this master reach each other. */
    private int inContact;

    private int roundsWaited;
    private long waitingSinceNanos;

    /**
     * An assembly that has not met yet.
     *
     * @param remembered how many clocks agreed before the term began; 0 if nobody remembers
     */
    Assembly(EnsembleConfig limits, int remembered) {
        this.limits = limits;
        this.seats = remembered;
    }

    /** How many clocks, the master's included, agreed when most of them were there; 0 before any did. */
    int seats() {
        return seats;
    }

    /** A round ends, with what the slaves' sessions report. What the master's own clock jumped meanwhile is no time that passed. */
    void passes(long nowNanos, List<ClockReport> reports) {
        long last = lastNanos;
        inContact = (int) reports.stream()
                .filter(r -> !r.isElector() && (r.late() || r.joinedAtNanos() > last))
                .count();
        long most = Math.max(Units.SECOND_NANOS, limits.synchronizedForNanos());
        sinceFullNanos += Math.max(0, Math.min(nowNanos - lastNanos, most));
        lastNanos = nowNanos;
    }

    /** Whether so many clocks, the master's included, are no more than half of those who agreed last. */
    boolean isRump(int clocks) {
        return 2 * clocks <= seats && sinceFullNanos < limits.validForNanos();
    }

    /** Whether so many clocks are more than half of those who agreed last. */
    boolean outnumber(int clocks) {
        return 2 * clocks > seats;
    }

    /** Clocks agreed: so many, the master's included, were there. */
    void agreed(int clocks) {
        roundsWaited = 0;
        if (!isRump(clocks)) {
            seats = clocks;
            sinceFullNanos = 0;
            met = true;
        }
    }

    /**
     * Whether so many clocks, the master's included, are all that is left of those who agreed in this term. If hardly any is, that shows
     * within a round: it is cut off. If some are, then it takes two times as long as a slave stays synchronized: a master with more slaves than its
     * machine can carry hears many of them too late, or has them come back all the time, and handing over would have them all come
     * to another one, which carries no more. Nobody answers late or comes back who is cut off.
     */
    boolean isDeserted(int clocks) {
        long synchronizedNanos = limits.synchronizedForNanos();
        boolean hardlyAny = inContact <= FEW && (clocks <= FEW || SHARE_LEFT * clocks <= seats);
        return met
                && isRump(clocks + inContact)
                && sinceFullNanos >= (hardlyAny ? synchronizedNanos / LESS_THAN_A_ROUND : SWAMPED * synchronizedNanos);
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
