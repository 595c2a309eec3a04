package io.campanile.core.replay;

import io.campanile.core.discipline.Correction;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.replay.Event.Begun;
import io.campanile.core.replay.Event.Concluded;
import io.campanile.core.replay.Event.Decided;
import io.campanile.core.replay.Event.Missing;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a replay brings with what was recorded, to the last bit. Where events are missing, nothing is compared until the next
 * term begins: what was decided there followed from what nobody knows.
 *
 * <p>Not thread-safe: the {@link Replay} calls it.
 */
public final class Comparison implements Replay.Listener {

    private boolean comparable;
    private long rounds;
    private long corrections;
    private long others;
    private @Nullable Found first;

    /**
     * Where a replay differs.
     *
     * @param round the round's number
     * @param slave whose correction differs; null if it is the round's decision
     */
    public record Found(long round, @Nullable String slave, Difference difference) {

        /** For people. */
        public String sentence() {
            String where = slave == null ? "round " + round : "round %s, the correction of %s".formatted(round, slave);
            return difference.sentence(where);
        }
    }

    @Override
    public void begun(Begun event) {
        comparable = true;
    }

    @Override
    public void missing(Missing event) {
        comparable = false;
    }

    @Override
    public void decided(Decided event, RoundResult now, @Nullable RoundResult otherwise) {
        if (comparable) {
            rounds++;
            note(event.result().number(), null, Difference.between(event.result(), now));
        } else {
            others++;
        }
    }

    @Override
    public void concluded(String slave, Concluded event, @Nullable Correction now, @Nullable Correction otherwise) {
        if (comparable) {
            corrections += event.correction() == null ? 0 : 1;
            note(event.round(), slave, Difference.between(event.correction(), now));
        }
    }

    private void note(long round, @Nullable String slave, Optional<Difference> difference) {
        if (first == null) {
            first = difference.map(found -> new Found(round, slave, found)).orElse(null);
        }
    }

    /** How many rounds were compared. */
    public long rounds() {
        return rounds;
    }

    /** How many corrections of slaves were compared. */
    public long corrections() {
        return corrections;
    }

    /** How many rounds could not be compared. */
    public long incomparableRounds() {
        return others;
    }

    /** Where the replay differed first; empty if all that was compared is the same. */
    public Optional<Found> first() {
        return Optional.ofNullable(first);
    }
}
