package io.campanile.os.utc;

/**
 * How far the machine's wall clock can be from UTC at this moment, by somebody who keeps it.
 *
 * @param errorNanos at most; 0 and more
 * @param growthPpb by how much that grows with each second, in ppb; 0 and more
 */
record WallError(long errorNanos, double growthPpb) {

    /** By RFC 5905, {@code PHI}: how fast a clock that is kept may leave UTC, as by what temperature does within seconds. */
    static final double PHI_PPB = 15_000;
}
