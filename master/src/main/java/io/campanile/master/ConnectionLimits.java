package io.campanile.master;

/**
 * How many connections may be open over TCP whose slave has not said hello.
 *
 * @param perAddress how many from one address; 1 and more. Raising it lets more slaves behind one gateway connect at the same
 *     moment, and lets one peer hold more files open
 * @param loopback whether connections from this machine count, too
 */
public record ConnectionLimits(int perAddress, boolean loopback) {

    /** 64 for each address but this machine's own. */
    public static final ConnectionLimits DEFAULT = new ConnectionLimits(64, false);

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public ConnectionLimits {
        if (perAddress < 1) {
            throw new IllegalArgumentException(
                    "the limit of silent connections of one address is %s; choose 1 or more".formatted(perAddress));
        }
    }
}
