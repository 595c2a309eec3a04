package io.campanile.core.message;

/**
 * Master to slave, the answer to a {@link Question}: cluster time at the moment of the answer, as this master keeps it, be it the leader
 * or not.
 *
 * @param clusterNanos cluster time; 0 to 2^62 ns
 * @param errorNanos how far that can be from cluster time; {@link Message#MAX_NANOS} if it keeps none
 * @param epoch the newest epoch that it has obeyed; 0 for none
 */
public record Testimony(long clusterNanos, long errorNanos, long epoch) implements Message {

    /** Checks the time, the error and the epoch. */
    public Testimony {
        Ranges.requireTime(clusterNanos, "the testimony's time");
        Ranges.require(errorNanos >= 0 && errorNanos <= MAX_NANOS, "its error", errorNanos, "0 to 2^62 ns");
        Ranges.require(epoch >= 0, "the epoch", epoch, "0 or more");
    }

    /** What a clock says that shows this: no more than a message can carry. */
    public static Testimony of(long clusterNanos, long errorNanos, long epoch) {
        return new Testimony(
                Math.max(0, Math.min(clusterNanos, MAX_NANOS - 1)), Math.min(errorNanos, MAX_NANOS), epoch);
    }

    /** Whether it knows what time it is. */
    public boolean knows() {
        return errorNanos < MAX_NANOS && epoch > 0;
    }

    @Override
    public long session() {
        return 0;
    }
}
