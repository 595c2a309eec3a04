package io.campanile.admin.master;

import io.campanile.master.LostSlaves;
import io.campanile.master.MasterServer;

/**
 * How much a master's admin server remembers, and what counts as what: so that nobody who reads its answers needs to know.
 *
 * @param keptRounds how many rounds are remembered
 * @param keptChanges how many changes are remembered
 * @param keptLostNanos for how long a slave that was lost is shown as lost
 * @param toleranceNanos how far apart corrected clocks may be, beyond what their bounds explain, and still agree
 */
public record Limits(int keptRounds, int keptChanges, long keptLostNanos, long toleranceNanos) {

    static Limits of(MasterServer server) {
        return new Limits(
                RoundHistory.ROUNDS,
                RoundHistory.CHANGES,
                LostSlaves.KEPT_NANOS,
                server.options().cluster().ensemble().toleranceNanos());
    }
}
