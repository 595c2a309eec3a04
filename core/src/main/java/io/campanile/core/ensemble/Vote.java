package io.campanile.core.ensemble;

import io.campanile.core.ensemble.RoundReport.Outcome;
import java.util.HashSet;
import java.util.Set;

/**
 * What a round found out about the clocks that were compared.
 *
 * @param finding the kind of fact
 * @param electorate the clocks among which a majority was sought
 * @param truechimers those of them that agreed, or that were averaged
 * @param far the sessions whose oscillators are too far from the others' to count
 */
record Vote(Finding finding, Electorate electorate, Electorate truechimers, Set<Long> far) {

    /** A vote that left nobody out for its rate. */
    Vote(Finding finding, Electorate electorate, Electorate truechimers) {
        this(finding, electorate, truechimers, Set.of());
    }

    Vote withFar(Set<Long> sessions) {
        return new Vote(finding, electorate, truechimers, sessions);
    }

    /** Whether the time goes on, and corrections are sent. */
    boolean corrects() {
        return finding.outcome() == Outcome.STEERED;
    }

    /** The sessions whose clocks were averaged as cluster time was founded or taken over: these vote from now on. */
    Set<Long> founders() {
        boolean founding = finding == Finding.FOUNDED || finding == Finding.TAKEN_OVER;
        return founding ? truechimers.sessions() : Set.of();
    }

    /** The sessions that took part in a vote that others won. */
    Set<Long> outvoted() {
        if (finding == Finding.FOUNDERS_FEW || truechimers.isEmpty() || truechimers.size() == electorate.size()) {
            return Set.of();
        }
        Set<Long> others = new HashSet<>(electorate.sessions());
        others.removeAll(truechimers.sessions());
        return others;
    }
}
