package io.campanile.core.session;

import io.campanile.core.Mapping;
import io.campanile.core.Units;
import io.campanile.core.discipline.Correction;
import io.campanile.core.ensemble.ClockReport;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.filter.ClockEstimate;
import org.jspecify.annotations.Nullable;

/**
 * Which corrections one slave was told, and which of them made the mapping that it applies. Where messages overtake each
 * other, a slave may obey one correction and refuse the next; so the one before the last counts, too.
 *
 * <p>What a correction makes of a mapping is computed alike at both ends, to the last bit. So a slave that claims to apply anything else
 * than what it was told is found out, whatever it claimed to apply before.
 *
 * <p>Not thread-safe: its {@link MasterSession} owns it.
 */
final class ToldCorrections {

    private @Nullable Correction untold;
    private @Nullable Told told;
    private @Nullable Told toldBefore;
    private @Nullable Told applied;
    private @Nullable Inheritance inherited;

    /**
     * What the slave was told.
     *
     * @param correction all of it
     * @param own the same with the error against the time that this master decided: without what is not known of an earlier
     *     time, or of a parent's, within which a liar could hide
     * @param made the mapping of a slave that obeys it
     */
    private record Told(Correction correction, Correction own, Mapping made) {}

    /**
     * The slave is to be told this. The first time it is told at once: it waits for that.
     *
     * @param own the same correction, as it is about the time that this master decided
     * @param base the mapping that it corrects
     * @param atOnce whether it is told now, and not by its next probe
     */
    void tell(Correction correction, Correction own, Mapping base, boolean atOnce) {
        untold = atOnce || told == null ? null : correction;
        toldBefore = told;
        told = new Told(correction, own, made(correction, base));
    }

    /**
     * Works out what the slave is to be told of a round in which it is corrected.
     *
     * @param report what its session reported of that round
     * @param atOnce whether it is told now, and not by its next probe
     */
    Correction tell(RoundResult result, ClockReport report, boolean atOnce) {
        Correction correction = Corrections.of(result, report.measured(), report.clock());
        Correction own = result.isAboutOwnTime()
                ? correction
                : Corrections.of(result.aboutOwnTime(), report.measured(), report.clock());
        Mapping base = report.clock().mapping();
        inherit(result, report);
        Inheritance kept = inherited;
        if (kept != null && kept.fits(correction, base, report.measured())) {
            correction = kept.with(correction, base, report.measured());
            own = kept.with(own, base, report.measured());
        } else {
            inherited = null;
        }
        tell(correction, own, base, atOnce);
        return correction;
    }

    /** A clock brings what it kept of a time that was taken over, as long as that one is held to, too. */
    private void inherit(RoundResult result, ClockReport report) {
        ClockEstimate estimate = report.measured();
        if (result.handover() == null) {
            inherited = null;
        } else if (inherited == null && report.keepsTime() && estimate.samples() < ClockReport.SAMPLES_TO_KNOW) {
            inherited = new Inheritance(report.clock().mapping(), estimate.atNanos());
        }
    }

    /** A correction that no clock can obey makes nothing: its slave goes on as it does, and is corrected again. */
    private static Mapping made(Correction correction, Mapping base) {
        return Math.abs(base.ratePpb() + correction.ratePpb()) <= Mapping.MAX_RATE_PPB
                ? base.corrected(correction.atNanos(), correction.offsetNanos(), correction.ratePpb())
                : base;
    }

    /** Whether a slave that applies this does as it was told in this session. */
    boolean made(Mapping mapping) {
        return applied != null && applied.made().equals(mapping);
    }

    /** Whether what it was told last is to be brought by its next probe. */
    boolean isUntold() {
        return untold != null;
    }

    /** A newer round has been decided: what the slave has not been told yet is out of date. */
    void dropUntold() {
        untold = null;
    }

    /** What the next probe has to bring; null if nothing. From now on the slave counts as told. */
    @Nullable
    Correction takeUntold() {
        Correction correction = untold;
        untold = null;
        return correction;
    }

    /** A reading says that the slave applies this mapping. */
    void reported(Mapping mapping) {
        if (told != null && told.made().equals(mapping)) {
            applied = told;
            toldBefore = null;
        } else if (toldBefore != null && toldBefore.made().equals(mapping)) {
            applied = toldBefore;
        }
    }

    /**
     * How far the slave's clock can be by now from the time that this master decided, by the correction that made its
     * mapping.
     *
     * @param mapping what the slave applies
     * @param estimate what is known of its local clock; null while nothing is
     * @return 0 if no correction of this session made the mapping
     */
    long statedErrorNanos(Mapping mapping, @Nullable ClockEstimate estimate) {
        if (applied == null || estimate == null || !made(mapping)) {
            return 0;
        }
        long slaveLocal = estimate.atNanos() + estimate.offsetNanos();
        Correction own = applied.own();
        return own.errorNanos() + Units.widening(own.errorGrowthPpb(), Math.abs(slaveLocal - own.atNanos()));
    }
}
