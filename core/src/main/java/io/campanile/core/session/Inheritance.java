package io.campanile.core.session;

import io.campanile.core.Mapping;
import io.campanile.core.Units;
import io.campanile.core.discipline.Correction;
import io.campanile.core.ensemble.ClockReport;
import io.campanile.core.filter.ClockEstimate;

/**
 * What a clock kept of a time that was taken over. The last leader has corrected it from many exchanges, so it is near that time and
 * runs as fast; the first exchanges through a process that has just begun to lead say less, of the rate above all. Both are worth what
 * they are known to: what is told lies between the two, weighed by the inverse squares of their standard deviations, as the best mean
 * of two independent estimates is (Gauss). The less is known of what was kept, the older it is.
 *
 * <p>What is told of the error and its growth holds all the same: it is wider by what is not corrected.
 *
 * @param kept the mapping that the clock applied
 * @param sinceNanos the master's local time when it did
 */
record Inheritance(Mapping kept, long sinceNanos) {

    /** A leader that is known to be worse than that is rare; where it was better, a little of that is lost. */
    private static final double OFFSET_DEVIATION_NANOS = 10_000;

    /** An oscillator at changing temperature wanders by less in the minutes that a handover lasts. */
    private static final double RATE_DEVIATION_PPB = 500;

    /**
     * What to tell the clock.
     *
     * @param full the correction by what was measured alone
     * @param base the mapping that is corrected
     */
    Correction with(Correction full, Mapping base, ClockEstimate estimate) {
        double age = Math.max(0, estimate.atNanos() - sinceNanos) / (double) Units.SECOND_NANOS;
        boolean isKnown = estimate.samples() >= ClockReport.SAMPLES_TO_KNOW;
        double offset = isKnown
                ? share(Math.hypot(OFFSET_DEVIATION_NANOS, RATE_DEVIATION_PPB * age), estimate.offsetDeviationNanos())
                : 0;
        double rate = isKnown ? share(RATE_DEVIATION_PPB, estimate.rateDeviationPpb()) : 0;
        return Corrections.towards(
                full,
                Math.round(offset * full.offsetNanos() + (1 - offset) * ahead(full, base)),
                rate * full.ratePpb() + (1 - rate) * (kept.ratePpb() - base.ratePpb()));
    }

    /** Whether what was measured allows for what was kept. */
    boolean fits(Correction full, Mapping base, ClockEstimate estimate) {
        return Math.abs(full.offsetNanos() - ahead(full, base))
                <= estimate.bounds().worstErrorOf(estimate.offsetNanos());
    }

    private long ahead(Correction full, Mapping base) {
        return kept.at(full.atNanos()) - base.at(full.atNanos());
    }

    /** How much the second of two estimates counts. */
    private static double share(double first, double second) {
        return first * first / (first * first + second * second);
    }
}
