package io.campanile.master;

/**
 * What a master remembers of cluster time across processes.
 *
 * @param epoch the highest epoch in which it has led; 0 if it never has
 * @param electors how many clocks, the master's included, agreed on cluster time; 0 if nobody ever did
 */
public record Memory(long epoch, int electors) {

    /** Nothing is remembered. */
    public static final Memory NOTHING = new Memory(0, 0);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public Memory {
        if (epoch < 0 || electors < 0) {
            throw new IllegalArgumentException(
                    "epoch %s and %s electors are remembered; both are 0 or more".formatted(epoch, electors));
        }
    }
}
