package io.campanile.core.discipline;

import io.campanile.core.discipline.Decision.Applied;
import io.campanile.core.discipline.Decision.Refusal;
import io.campanile.core.discipline.Decision.Refused;
import org.jspecify.annotations.Nullable;

/**
 * What came of a correction, at the local time at which it was decided.
 *
 * @param refusal why it was refused; null if it was applied
 * @param steppedNanos how far the served clock jumped; 0 when it slews
 * @param servedNanos what the clock serves from then on
 * @param errorNanos how far that can be from cluster time; {@link Timeline#UNKNOWN_ERROR} while it promises nothing
 */
public record Effect(@Nullable Refusal refusal, long steppedNanos, long servedNanos, long errorNanos) {

    /**
     * The effect of a decision.
     *
     * @param after what the clock serves behind it
     */
    public static Effect of(Decision decision, Timeline after, long nowNanos) {
        return new Effect(
                decision instanceof Refused refused ? refused.reason() : null,
                decision instanceof Applied applied ? applied.steppedNanos() : 0,
                after.served(nowNanos),
                after.errorNanos(nowNanos));
    }
}
