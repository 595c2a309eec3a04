package io.campanile.group;

import io.campanile.master.Leadership.Following;
import io.campanile.master.Leadership.Leading;
import io.campanile.master.Leadership.State;
import io.campanile.master.Leadership.Vacant;
import java.util.concurrent.TimeUnit;

/**
 * Who leads, from what Raft says and what the log says: both must agree, for the Raft term of this moment.
 *
 * <p>A leader must also have heard from a majority within its lease, since without it, another one may have been elected. An
 * epoch in which it has ceased to lead is over: it takes over again, with another one.
 */
final class Outlook {

    /** For how long a leader leads without having heard from a majority: the longest time that the others wait for it. */
    static final long LEASE_MILLIS = Settings.ELECTION_MAX_MILLIS;

    /** For how long a leader that hands over goes on at most, so that its slaves are sent straight to its heir. */
    static final long HAND_OVER_MILLIS = 500;

    /**
     * For how long a leader that was deposed goes on at most: for its lease, which may have begun as the others ceased to wait
     * for it, and should it hand over at the end of that, until then; and as long as a lease until its term is closed.
     */
    static final long OVERLAP_NANOS = TimeUnit.MILLISECONDS.toNanos(2 * LEASE_MILLIS + HAND_OVER_MILLIS);

    private final String self;
    private final int members;

    Outlook(String self, int members) {
        this.self = self;
        this.members = members;
    }

    /**
     * Who leads.
     *
     * @param over the last epoch in which this member has ceased to lead; 0 if there is none
     */
    State state(Seat seat, Facts facts, long over) {
        Facts.Leader leader = facts.leader();
        if (leader == null
                || !facts.ledBy(leader.name(), seat.term())
                || !leader.name().equals(seat.leader())) {
            return new Vacant();
        }
        if (seat.role() == Seat.Role.LEADER) {
            return leader.name().equals(self) && facts.epoch() > over && holdsLease(seat)
                    ? new Leading(facts.epoch(), 0, facts.electors(), OVERLAP_NANOS)
                    : new Vacant();
        }
        return seat.role() == Seat.Role.FOLLOWER && !leader.name().equals(self)
                ? new Following(leader.reachedAt().host(), leader.reachedAt().port(), facts.epoch())
                : new Vacant();
    }

    /** Whether this member is elected, but has yet to take over. */
    boolean mayTakeOver(Seat seat, Facts facts, long over) {
        return seat.role() == Seat.Role.LEADER
                && seat.ready()
                && holdsLease(seat)
                && !(facts.ledBy(self, seat.term()) && facts.epoch() > over);
    }

    private boolean holdsLease(Seat seat) {
        return seat.majoritySilentMillis(members) <= LEASE_MILLIS;
    }
}
