package io.campanile.core;

/**
 * How one clock is read off another: {@code target = local + offset + rate · (local − anchor)}.
 *
 * <p>A slave's mapping turns its local clock into the cluster's; the master's, too. Each accepted correction makes
 * the next version.
 *
 * @param version how many corrections made it; 0 is the identity that every clock starts with
 * @param anchorNanos the local time at which the offset holds exactly
 * @param offsetNanos target − local at the anchor
 * @param ratePpb by how much the target runs faster than the local clock, in parts per billion
 */
public record Mapping(long version, long anchorNanos, long offsetNanos, double ratePpb) {

    /** The rate beyond which no mapping makes sense: 5 %. A mapping stays monotone far beyond this. */
    public static final double MAX_RATE_PPB = 50_000_000;

    /** Shows the local clock as it is. */
    public static final Mapping IDENTITY = new Mapping(0, 0, 0, 0);

    /**
     * Checks the rate.
     *
     * @throws IllegalArgumentException if the rate is not a number or beyond {@link #MAX_RATE_PPB}
     */
    public Mapping {
        if (!(Math.abs(ratePpb) <= MAX_RATE_PPB)) {
            throw new IllegalArgumentException(
                    "a mapping's rate is %s ppb; it must lie within ±%s ppb".formatted(ratePpb, MAX_RATE_PPB));
        }
    }

    /** What the target clock shows when the local clock shows this. */
    public long at(long localNanos) {
        return localNanos + offsetAt(localNanos);
    }

    /** Target − local when the local clock shows this. */
    public long offsetAt(long localNanos) {
        // floor(x + 0.5) and not round(): both ends of the wire, and every platform, must compute the same.
        return offsetNanos + (long) Math.floor(driftAt(localNanos) + 0.5);
    }

    /** What the rate has gathered since the anchor, in nanoseconds and fractions. */
    public double driftAt(long localNanos) {
        return ratePpb / Units.PPB * (localNanos - anchorNanos);
    }

    /** The next version, which shows the same: a correction that was made for this one fits no more. */
    public Mapping renewed() {
        return shifted(0);
    }

    /** The next version, which shows this much more. */
    public Mapping shifted(long byNanos) {
        return new Mapping(version + 1, anchorNanos, offsetNanos + byNanos, ratePpb);
    }

    /**
     * The next version: this mapping plus a relative correction.
     *
     * @param atNanos the local time at which the correction holds; the new anchor
     * @param offsetNanos by how much the target moves there; positive moves it forward
     * @param ratePpb by how much its rate grows
     * @throws IllegalArgumentException if the corrected rate is beyond {@link #MAX_RATE_PPB}
     */
    public Mapping corrected(long atNanos, long offsetNanos, double ratePpb) {
        return new Mapping(version + 1, atNanos, offsetAt(atNanos) + offsetNanos, this.ratePpb + ratePpb);
    }
}
