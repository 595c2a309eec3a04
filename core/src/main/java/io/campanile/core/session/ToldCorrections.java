package io.campanile.core.session;

import io.campanile.core.Mapping;
import io.campanile.core.Units;
import io.campanile.core.discipline.Correction;
import io.campanile.core.filter.ClockEstimate;
import org.jspecify.annotations.Nullable;

/**
 * Which corrections one slave was told, and which of them made the mapping that it applies. Where messages overtake each
 * other, a slave may obey one correction and refuse the next; so the one before the last counts, too.
 *
 * <p>Not thread-safe: its {@link MasterSession} owns it.
 */
final class ToldCorrections {

    private @Nullable Correction untold;
    private @Nullable Correction told;
    private @Nullable Correction toldBefore;
    private @Nullable Correction applied;

    /**
     * The slave is to be told this.
     *
     * @param atOnce whether it is told now, and not by its next probe
     */
    void tell(Correction correction, boolean atOnce) {
        toldBefore = told;
        told = correction;
        untold = atOnce ? null : correction;
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
        if (isMadeBy(told, mapping)) {
            applied = told;
            toldBefore = null;
        } else if (isMadeBy(toldBefore, mapping)) {
            applied = toldBefore;
        }
    }

    /**
     * How far from cluster time the slave's clock can be by now, as it was told with the correction that made its mapping.
     *
     * @param mapping what the slave applies
     * @param estimate what is known of its local clock; null while nothing is
     * @return 0 if no correction of this session made the mapping
     */
    long statedErrorNanos(Mapping mapping, @Nullable ClockEstimate estimate) {
        if (applied == null || estimate == null || !isMadeBy(applied, mapping)) {
            return 0;
        }
        long slaveLocal = estimate.atNanos() + estimate.offsetNanos();
        return applied.errorNanos()
                + Units.widening(applied.errorGrowthPpb(), Math.abs(slaveLocal - applied.atNanos()));
    }

    private static boolean isMadeBy(@Nullable Correction correction, Mapping mapping) {
        return correction != null
                && mapping.version() == correction.baseVersion() + 1
                && mapping.anchorNanos() == correction.atNanos();
    }
}
