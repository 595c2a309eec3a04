package io.campanile.core.ensemble;

import io.campanile.core.ReferenceReading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a master knows of UTC from round to round. When everybody falls silent, what was known last goes on, and is known worse and
 * worse, as long as oscillators keep their rates. When those who claim something contradict each other, nothing is known.
 */
final class UtcKeeper {

    private final long validForNanos;
    private @Nullable ReferenceReading last;

    /** Knows nothing yet. */
    UtcKeeper(long validForNanos) {
        this.validForNanos = validForNanos;
    }

    /**
     * What is known at the end of a round.
     *
     * @param own what the master's clock says of itself; null before it did
     * @param parents what a parent tells; null if nothing
     * @param voters those sessions' reports whose claims count
     */
    UtcVote vote(long nowNanos, @Nullable OwnClock own, @Nullable ReferenceReading parents, List<ClockReport> voters) {
        UtcVote vote = UtcVote.of(nowNanos, own == null ? null : own.utc(), parents, voters, validForNanos);
        if (vote.claims() > 0) {
            last = vote.utc();
        }
        return vote.claims() == 0 ? new UtcVote(0, 0, last) : vote;
    }

    /** The master's local clock is another one: nothing that was read off it counts any more. */
    void forget() {
        last = null;
    }
}
