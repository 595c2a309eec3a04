package io.campanile.load;

/**
 * One round of one master.
 *
 * @param epoch the master's; 0 for none
 * @param number counts its rounds
 */
record Round(long epoch, long number) {

    /** Before the first. */
    static final Round NONE = new Round(0, 0);

    boolean isAfter(Round other) {
        return epoch > other.epoch || (epoch == other.epoch && number > other.number);
    }
}
