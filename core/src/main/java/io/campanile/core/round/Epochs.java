package io.campanile.core.round;

import io.campanile.core.Units;

/**
 * The epoch of a master that runs alone, without an election that numbers its terms.
 *
 * <p>It starts at the wall time of the master's start, in milliseconds, so that a restarted master outranks its
 * predecessor. If its clock had gone back meanwhile, the slaves know a higher epoch and say so in their hello: the master
 * then goes one above, but at most {@link #LEEWAY_MILLIS} above its start. A slave that claims more has obeyed a newer
 * master, or lies; it is turned away, and no slave can drive the epoch to its end.
 *
 * <p>Not thread-safe.
 */
public final class Epochs {

    /** How far behind a restarted master's clock may be and still be obeyed: a day. */
    public static final long LEEWAY_MILLIS = 86_400_000;

    private final long ceiling;
    private long current;

    /**
     * Starts at the wall time of the master's start.
     *
     * @param startNanos nanoseconds since 1970
     */
    public Epochs(long startNanos) {
        this.current = Math.max(1, startNanos / (Units.SECOND_NANOS / 1000));
        this.ceiling = current + LEEWAY_MILLIS;
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
        if (lastEpoch >= ceiling) {
            return false;
        }
        if (lastEpoch > current) {
            current = lastEpoch + 1;
        }
        return true;
    }
}
