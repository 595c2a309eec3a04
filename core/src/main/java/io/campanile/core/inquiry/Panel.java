package io.campanile.core.inquiry;

import io.campanile.core.Units;

/**
 * Who can be asked about a master.
 *
 * @param listed how many masters the slave was given: so many that more than half of them are a majority
 * @param others how many of them can be asked, without the one that it is about
 * @param periodNanos how often they are asked in a session, at least when a correction comes
 */
public record Panel(int listed, int others, long periodNanos) {

    /** Nobody can be asked: everything is believed. */
    public static final Panel NONE = new Panel(1, 0, Long.MAX_VALUE);

    /** The longest pause: five minutes. */
    public static final long LONGEST_PERIOD_NANOS = 300 * Units.SECOND_NANOS;

    /** Two of three are the smallest majority against one. */
    private static final int LEAST_LISTED = 3;

    /** Whether there are enough of them to contradict it. */
    boolean isCompetent() {
        return listed >= LEAST_LISTED && isMajority(others);
    }

    /** Whether so many are more than half of the list. */
    boolean isMajority(int masters) {
        return 2 * masters > listed;
    }
}
