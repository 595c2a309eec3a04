package io.campanile.load.failover;

/**
 * How often something was seen that must never be.
 *
 * @param backwardReadings readings that were earlier than the one before
 * @param boundViolations bounds that were wrong for certain, at the least; a bound that stays wrong counts in every moment
 * @param repeatedCorrections corrections that were applied twice, or after one of a later epoch
 */
public record Broken(long backwardReadings, long boundViolations, long repeatedCorrections) {

    /** All that there should ever be. */
    public static final Broken NOTHING = new Broken(0, 0, 0);

    /** How much more than that. */
    Broken since(Broken before) {
        return new Broken(
                backwardReadings - before.backwardReadings,
                boundViolations - before.boundViolations,
                repeatedCorrections - before.repeatedCorrections);
    }

    /** Both together. */
    public Broken plus(Broken other) {
        return new Broken(
                backwardReadings + other.backwardReadings,
                boundViolations + other.boundViolations,
                repeatedCorrections + other.repeatedCorrections);
    }
}
