package io.campanile.core.round;

import java.util.OptionalInt;

/**
 * When to remember how many clocks agree on cluster time: when that number has changed by more than a tenth, since it tells a
 * majority from a few, and need not be exact.
 *
 * <p>The first number says that there is a cluster time at all. No clock is corrected before that is remembered: a leader that
 * fails earlier leaves no time behind, and one that fails later leaves nobody who would found another one.
 *
 * <p>Not thread-safe.
 */
public final class Recollection {

    private static final int SHARE = 10;

    private int remembered;

    /**
     * Nothing has changed yet.
     *
     * @param remembered the number that is remembered; 0 if none is
     */
    public Recollection(int remembered) {
        this.remembered = remembered;
    }

    /**
     * What to do with a number.
     *
     * @param electors the one to remember now; empty if the remembered one will do
     * @param first whether none was remembered before: the corrections of the round have to wait until it is, and the term
     *     is over if it cannot be
     */
    public record Entry(OptionalInt electors, boolean first) {}

    /** So many clocks agree; 0 before any do. */
    public Entry note(int electors) {
        if (electors == 0 || SHARE * Math.abs(electors - remembered) <= remembered) {
            return new Entry(OptionalInt.empty(), false);
        }
        boolean first = remembered == 0;
        remembered = electors;
        return new Entry(OptionalInt.of(electors), first);
    }
}
