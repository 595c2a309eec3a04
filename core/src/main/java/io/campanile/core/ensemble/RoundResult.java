package io.campanile.core.ensemble;

import io.campanile.core.Mapping;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A round's decision, immutable: each session works out its own slave's correction from it.
 *
 * @param report the round for people
 * @param clusterTime from the master's local clock to cluster time
 * @param rateAllowancePpb by how much cluster time's rate may change while a correction of this round is valid, in ppb
 * @param synchronizedForNanos see {@link EnsembleConfig}
 * @param validForNanos see {@link EnsembleConfig}
 * @param verdicts by session
 */
public record RoundResult(
        RoundReport report,
        Mapping clusterTime,
        double rateAllowancePpb,
        long synchronizedForNanos,
        long validForNanos,
        Map<Long, Verdict> verdicts) {

    /** Whether anybody is corrected. */
    public boolean corrects() {
        return report.outcome() == RoundReport.Outcome.STEERED;
    }

    /** What was decided about this session; null if it joined after the round's end. */
    public @Nullable Verdict verdict(long session) {
        return verdicts.get(session);
    }
}
