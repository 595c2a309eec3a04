package io.campanile.core.round;

import java.util.function.IntConsumer;

/**
 * Has it remembered how many clocks agree on cluster time, when that number has changed by more than a tenth: what is
 * remembered tells a majority from a few, and need not be exact.
 *
 * <p>Not thread-safe.
 */
public final class Recollection {

    private static final int SHARE = 10;

    private final IntConsumer memory;
    private int remembered;

    /**
     * Nothing has changed yet.
     *
     * @param remembered the number that is remembered; 0 if none is
     * @param memory takes a new one
     */
    public Recollection(int remembered, IntConsumer memory) {
        this.remembered = remembered;
        this.memory = memory;
    }

    /** So many clocks agree; 0 before any do. */
    public void note(int electors) {
        if (electors > 0 && SHARE * Math.abs(electors - remembered) > remembered) {
            remembered = electors;
            memory.accept(electors);
        }
    }
}
