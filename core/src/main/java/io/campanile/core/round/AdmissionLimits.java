package io.campanile.core.round;

/**
 * How much of a cluster one peer may be. Slaves are told apart by what the peer cannot choose: the name that its certificate
 * proves, and without a certificate its network address. A certified name has one vote, wherever it comes from.
 *
 * @param sessionsPerAddress how many slaves one address may have in, and how many one certified name; 1 and more. Raising it lets more
 *     slaves come through one gateway, and one peer take more of the room
 * @param votesPerAddress how many clocks of one address vote, of those without a certificate; 0 and more. With 0 only those with
 *     one vote. Raising it lets one machine, whose processes all have the same oscillator, count more than once
 * @param loopback whether this machine's own slaves are limited as those of other addresses are
 */
public record AdmissionLimits(int sessionsPerAddress, int votesPerAddress, boolean loopback) {

    /** 64 slaves of an address, one of which votes. This machine's own slaves are not limited. */
    public static final AdmissionLimits DEFAULT = new AdmissionLimits(64, 1, false);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public AdmissionLimits {
        if (sessionsPerAddress < 1) {
            throw new IllegalArgumentException(
                    "the limit of slaves of one address is %s; choose 1 or more".formatted(sessionsPerAddress));
        }
        if (votesPerAddress < 0) {
            throw new IllegalArgumentException(
                    "the limit of votes of one address is %s; choose 0 or more".formatted(votesPerAddress));
        }
    }

    /** How many slaves may be in that come from there. */
    int sessions(Origin origin) {
        return isLimited(origin) ? sessionsPerAddress : Integer.MAX_VALUE;
    }

    /** How many of them vote. */
    int votes(Origin origin) {
        if (origin.certified() != null) {
            return 1;
        }
        return isLimited(origin) ? votesPerAddress : Integer.MAX_VALUE;
    }

    private boolean isLimited(Origin origin) {
        return loopback || !origin.loopback();
    }
}
