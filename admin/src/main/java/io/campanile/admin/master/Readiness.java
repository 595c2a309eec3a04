package io.campanile.admin.master;

import io.campanile.core.Units;
import io.campanile.core.ensemble.RoundReport;
import io.campanile.master.MasterStatus;
import java.util.List;

/**
 * Whether a master is ready: slaves may come, because rounds end in time. Whether clocks agree is no part of it: a master
 * that gets no slaves until they agree would never get any.
 */
final class Readiness {

    /** A round may be late, and one be given up, before anybody is sent elsewhere. */
    private static final int PATIENCE_ROUNDS = 3;

    private Readiness() {}

    /** Why a master is not ready, one sentence each; empty when it is. */
    static List<String> reasons(MasterStatus status, long roundNanos, long nowNanos) {
        RoundReport round = status.round();
        if (round == null) {
            return List.of("the first round has not ended yet");
        }
        long age = nowNanos - round.atNanos();
        return age <= PATIENCE_ROUNDS * roundNanos
                ? List.of()
                : List.of("the last round ended %.1f s ago, and one is due every %.1f s: the process is starved of CPU"
                        .formatted(seconds(age), seconds(roundNanos)));
    }

    private static double seconds(long nanos) {
        return (double) nanos / Units.SECOND_NANOS;
    }
}
