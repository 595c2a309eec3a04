package io.campanile.core.ensemble;

import io.campanile.core.ReferenceReading;
import org.jspecify.annotations.Nullable;

/**
 * What is known of UTC as a round ends, for people.
 *
 * @param claims how many machines, the master's included, claim to know UTC; a parent counts as one
 * @param agreeing how many of those agree; 0 if no majority does
 * @param offsetNanos UTC − cluster time; null while it is not known
 * @param errorNanos how far that can be off; null while it is not known
 * @param parentAgrees whether the parent's UTC can be true beside that; null where there is no parent that tells it
 */
public record UtcReport(
        int claims,
        int agreeing,
        @Nullable Long offsetNanos,
        @Nullable Long errorNanos,
        @Nullable Boolean parentAgrees) {

    /** Nobody knows anything. */
    public static final UtcReport UNKNOWN = new UtcReport(0, 0, null, null, null);

    static UtcReport of(RoundResult result) {
        ReferenceReading utc = result.outside().utc();
        Turnout turnout = result.turnout();
        long now = result.atNanos();
        return new UtcReport(
                turnout.utcClaims(),
                turnout.utcAgreeing(),
                utc == null
                        ? null
                        : (Long) (utc.offsetAt(now) - result.clusterTime().offsetAt(now)),
                utc == null ? null : (Long) utc.errorAt(now),
                result.outside().agreesOnUtc(now));
    }
}
