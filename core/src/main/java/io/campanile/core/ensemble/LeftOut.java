package io.campanile.core.ensemble;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

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
        } else if (goodRounds.containsKey(session)) {
            int rounds = good ? goodRounds.getOrDefault(session, 0) + 1 : 0;
            if (rounds >= roundsToReturn) {
                goodRounds.remove(session);
            } else {
                goodRounds.put(session, rounds);
            }
        }
    }

    boolean holds(long session) {
        return goodRounds.containsKey(session);
    }

    /** All who are left out. */
    Set<Long> sessions() {
        return Set.copyOf(goodRounds.keySet());
    }

    /** Forgets all other sessions. */
    void retain(Collection<Long> sessions) {
        goodRounds.keySet().retainAll(sessions);
    }
}
