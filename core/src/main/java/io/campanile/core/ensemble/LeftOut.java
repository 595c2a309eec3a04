package io.campanile.core.ensemble;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Who is left out, with hysteresis: leaving a clock out takes one round, letting it in again takes several good rounds in
 * a row. So a clock at the edge of a limit does not change sides every few seconds. Its memory ends with the session.
 */
final class LeftOut {

    private final int roundsToReturn;

    /** By session: how many good rounds there were in a row. */
    private final Map<Long, Integer> goodRounds = new HashMap<>();

    /**
     * Nobody is left out yet.
     *
     * @param roundsToReturn how many good rounds in a row let a clock in again; 1 and more
     */
    LeftOut(int roundsToReturn) {
        this.roundsToReturn = roundsToReturn;
    }

    /**
     * Takes in what a round found out about a session.
     *
     * @param bad whether it is reason to leave the clock out
     * @param good whether it counts towards letting it in again; a round may be neither
     */
    void note(long session, boolean bad, boolean good) {
        if (bad) {
            goodRounds.put(session, 0);
        } else if (holds(session)) {
            int rounds = good ? goodRounds.getOrDefault(session, 0) + 1 : 0;
            if (rounds >= roundsToReturn) {
                goodRounds.remove(session);
            } else {
                goodRounds.put(session, rounds);
            }
        }
    }

    boolean holds(long session) {
        // As a rule nobody is left out: then no number has to become an object.
        return !goodRounds.isEmpty() && goodRounds.containsKey(session);
    }

    boolean isEmpty() {
        return goodRounds.isEmpty();
    }

    /** All who are left out. */
    Set<Long> sessions() {
        return Set.copyOf(goodRounds.keySet());
    }

    /** Forgets the sessions that are not there any more: {@code present} says which are, and is asked only if it matters. */
    void retain(Supplier<Set<Long>> present) {
        if (!goodRounds.isEmpty()) {
            goodRounds.keySet().retainAll(present.get());
        }
    }
}
