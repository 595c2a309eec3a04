package io.campanile.core.round;

import io.campanile.core.Units;

/**
 * The epoch of one term of a master: what makes a slave obey the newest master and no other.
 *
 * <p>An election fixes it. A master that runs alone, without an election, takes the wall time of its start, in
 * milliseconds, so that a restarted master outranks its predecessor. If its clock had gone back meanwhile, the slaves know a
 * higher epoch and say so in their hello: the master then goes one above, but stays within a leeway. A slave that claims
 * more has obeyed a newer master, or lies; it is turned away, and no slave can drive the epoch to its end.
 *
 * <p>Not thread-safe.
 */
public final class Epochs {

    /** How far behind a restarted master's clock may be and still be obeyed: a day. */
    public static final long LEEWAY_MILLIS = 86_400_000;

    private final long ceiling;
    private long current;

    /**
     * The epoch of a term.
     *
     * @param epoch the term's own, 1 or more
     * @param leeway how far it may rise when slaves have obeyed a higher one; 0 if an election has fixed it
     * @throws IllegalArgumentException naming the value and its range
     */
    public Epochs(long epoch, long leeway) {
        if (epoch < 1 || leeway < 0) {
            throw new IllegalArgumentException(
                    "the epoch is %d with a leeway of %d; choose 1 or more, and 0 or more".formatted(epoch, leeway));
        }
        this.current = epoch;
        this.ceiling = epoch + leeway;
    }

    /**
     * The epoch of a master that runs alone.
     *
     * @param startNanos the wall time of its start, in nanoseconds since 1970
     */
    public static Epochs alone(long startNanos) {
        return new Epochs(Math.max(1, startNanos / (Units.SECOND_NANOS / 1000)), LEEWAY_MILLIS);
    }

    /** The epoch of corrections made now. */
    public long current() {
        return current;
    }

    /**
     * Rises above the epoch that a slave has obeyed.
     *
     * @param lastEpoch from its hello; the current epoch means that it obeyed this very master
     * @return whether the slave can obey this master
     */
    public boolean admit(long lastEpoch) {
        if (lastEpoch <= current) {
            return true;
        }
        if (lastEpoch >= ceiling) {
            return false;
        }
        current = lastEpoch + 1;
        return true;
    }
}
