package io.campanile.core.round;

import io.campanile.core.Units;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * The epoch of one term of a master: what makes a slave obey the newest master and no other.
 *
 * <p>An election fixes it. A master that runs alone, without an election, takes the wall time of its start, in
 * milliseconds, so that a restarted master outranks its predecessor. If its clock had gone back meanwhile, its slaves know a
 * higher epoch and say so in their hello: the master then speaks to each of these in an epoch of its own, one above what it has obeyed, within
 * a leeway. A slave that claims more has obeyed a newer master, or lies; it is turned away.
 *
 * <p>Guarantee: what a slave claims changes nothing for any other, and one that claims no more than the term's epoch is never turned
 * away for it.
 *
 * @param current the term's own, 1 or more
 * @param leeway how far above it a slave may be that is obeyed all the same; 0 if an election has fixed it
 */
public record Epochs(long current, long leeway) {

    /** How far behind a restarted master's clock may be and still be obeyed: a day. */
    public static final long LEEWAY_MILLIS = 86_400_000;

    private static final double DAY_MILLIS = 86_400_000;

    /** No machine that knows the time shows an earlier one. */
    private static final long YEAR_2000_MILLIS = 946_684_800_000L;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public Epochs {
        if (current < 1 || leeway < 0) {
            throw new IllegalArgumentException(
                    "the epoch is %s with a leeway of %s; choose 1 or more, and 0 or more".formatted(current, leeway));
        }
    }

    /**
     * The epoch of a master that runs alone.
     *
     * @param startNanos the wall time of its start, in nanoseconds since 1970
     */
    public static Epochs alone(long startNanos) {
        return new Epochs(Math.max(1, startNanos / (Units.SECOND_NANOS / 1000)), LEEWAY_MILLIS);
    }

    /**
     * The same for a master that takes over whoever comes, however high the epoch that it has obeyed: for one whose predecessor's clock
     * was far ahead. A person has to say so, since it takes slaves from a newer master as well.
     */
    public Epochs takingOver() {
        return new Epochs(current, Long.MAX_VALUE);
    }

    /** Why a slave of that epoch cannot obey this master, and what to do. */
    String objection(long lastEpoch) {
        String what = current < YEAR_2000_MILLIS
                ? "this master's clock shows a time before the year 2000: set it, and restart the master"
                : "this clock is behind, the last master's was ahead, or another master runs. If none runs and this clock is right, start this"
                        + " master so that it takes over, or restart the slave";
        return String.format(
                Locale.ROOT,
                "the slave has obeyed epoch %d, %.1f days above this master's, %d: %s",
                lastEpoch,
                ((double) lastEpoch - current) / DAY_MILLIS,
                current,
                what);
    }

    /**
     * In which epoch this master speaks to a slave.
     *
     * @param lastEpoch the epoch that it has obeyed, from its hello
     * @return empty when it cannot obey this master
     */
    public OptionalLong of(long lastEpoch) {
        if (lastEpoch <= current) {
            return OptionalLong.of(current);
        }
        // Counted from the epoch: near the end of all numbers a sum would not be one.
        return lastEpoch - current < leeway && lastEpoch < Long.MAX_VALUE
                ? OptionalLong.of(lastEpoch + 1)
                : OptionalLong.empty();
    }
}
