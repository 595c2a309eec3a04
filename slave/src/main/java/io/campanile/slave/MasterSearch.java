package io.campanile.slave;

import java.util.List;
import java.util.Optional;

/**
 * Whom a slave follows, and who did not have it.
 *
 * @param master host and port of the master that has let it in; empty while none has
 * @param refusals why the slave does not follow others: the last one of each that it has asked since a master kept it for some
 *     seconds, the latest first. Empty while one does
 * @param secondMaster that another master of the slave's list keeps another time than the one that it follows: one sentence which says
 *     what to do, safe to show. Empty as long as no such master is known
 */
public record MasterSearch(Optional<String> master, List<Refusal> refusals, Optional<String> secondMaster) {

    /** Takes a copy. */
    public MasterSearch {
        refusals = List.copyOf(refusals);
    }
}
