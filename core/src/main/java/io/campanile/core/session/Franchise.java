package io.campanile.core.session;

import io.campanile.core.ensemble.Suffrage;
import io.campanile.core.ensemble.Verdict;
import io.campanile.core.message.RejectionReason;
import io.campanile.core.message.Standing;
import org.jspecify.annotations.Nullable;

/**
 * One slave's right to vote: it is granted by a cold start, or earned by {@link VotingRight#PROBATION_ROUNDS} clean
 * rounds in a row, and lost when the slave's clock jumps. A slave that has no {@link VotingRight} does not get it.
 *
 * <p>Not thread-safe: its {@link MasterSession} owns it.
 */
final class Franchise {

    private final VotingRight right;

    /** Whether it was held as the round was closed: what is granted meanwhile counts from the next one on. */
    private boolean held;

    private boolean elector;
    private int cleanRounds;
    private @Nullable Verdict lastVerdict;

    /**
     * A slave that no round has judged yet.
     *
     * @param right whether it may vote at all
     */
    Franchise(VotingRight right) {
        this.right = right;
        this.held = right.isHeld();
    }

    /** A round is closed. */
    void roundCloses() {
        held = right.isHeld();
    }

    /** Takes in what a round decided about the slave. */
    void judged(Verdict verdict) {
        lastVerdict = verdict;
        cleanRounds = verdict.clean() ? cleanRounds + 1 : 0;
        if (verdict.suffrage() == Suffrage.REVOKED) {
            elector = false;
        } else if (verdict.suffrage() == Suffrage.GRANTED || cleanRounds >= VotingRight.PROBATION_ROUNDS) {
            elector = held;
        }
    }

    /** Where the slave stands since the last round. */
    Standing standing() {
        if (lastVerdict == null) {
            return Standing.JOINING;
        }
        if (lastVerdict.rejection() != null) {
            return Standing.REJECTED;
        }
        if (!right.isHeld()) {
            return Standing.OBSERVER;
        }
        return elector ? Standing.MEMBER : Standing.PROBATION;
    }

    /** Why the last round left the slave out; null if it did not. */
    @Nullable
    RejectionReason rejection() {
        return lastVerdict == null || lastVerdict.rejection() == null
                ? null
                : lastVerdict.rejection().reason();
    }

    /** By how much the last round found the slave's clock wrong for certain; null if it did not. */
    @Nullable
    Long wrongByNanos() {
        return lastVerdict == null || lastVerdict.rejection() == null
                ? null
                : lastVerdict.rejection().wrongByNanos();
    }

    /** Whether the slave's clock may vote. */
    boolean votes() {
        return held;
    }

    /** Whether it may vote at all. */
    VotingRight right() {
        return right;
    }

    /** Whether the slave's clock has the vote. */
    boolean isElector() {
        return elector;
    }

    /** In how many rounds in a row nothing was wrong with it. */
    int cleanRounds() {
        return cleanRounds;
    }
}
