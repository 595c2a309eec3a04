package io.campanile.core.round;

import io.campanile.core.round.Origin.Source;
import io.campanile.core.session.VotingRight;
import io.campanile.core.session.VotingRight.Withheld;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts who is in by where they come from, and gives out the votes of each source. As one that votes leaves, its vote goes to the one of
 * the same source that has waited for the longest: a slave that comes back before its old session is given up gets its vote
 * a little later.
 *
 * <p>Not thread-safe: its {@link Roster} owns it.
 */
final class Sources {

    private final AdmissionLimits limits;
    private final Map<Source, Present> present = new HashMap<>();

    Sources(AdmissionLimits limits) {
        this.limits = limits;
    }

    /**
     * The place of a slave that is in.
     *
     * @param origin where it comes from
     * @param right whether it votes
     */
    record Place(Origin origin, VotingRight right) {

        /** Whether its slave lets its clock vote, whether or not it may. */
        boolean wantsVote() {
            return right.whyNot().filter(Withheld.NOT_WANTED::equals).isEmpty();
        }
    }

    /** Those of one source. */
    private static final class Present {
        private int sessions;
        private int votes;
        private final Set<VotingRight> waiting = new LinkedHashSet<>();
    }

    /** Whether one more may come from there. */
    boolean hasRoom(Origin origin) {
        Present those = present.get(origin.source());
        return those == null || those.sessions < limits.sessions(origin);
    }

    /** Whether this place is one of that source. */
    static boolean isFrom(Place place, Origin origin) {
        return place.origin().source().equals(origin.source());
    }

    /**
     * Lets one in.
     *
     * @param wantsVote whether it lets its clock vote
     */
    Place enter(Origin origin, boolean wantsVote) {
        Present those = present.computeIfAbsent(origin.source(), source -> new Present());
        those.sessions++;
        if (!wantsVote) {
            return new Place(origin, VotingRight.withheld(Withheld.NOT_WANTED));
        }
        if (those.votes < limits.votes(origin)) {
            those.votes++;
            return new Place(origin, VotingRight.granted());
        }
        VotingRight right = VotingRight.withheld(
                origin.certified() == null ? Withheld.ADDRESS_HAS_ITS_VOTES : Withheld.NAME_HAS_ITS_VOTE);
        those.waiting.add(right);
        return new Place(origin, right);
    }

    /** Forgets one that has left. */
    void leave(Place place) {
        Source source = place.origin().source();
        Present those = present.get(source);
        if (those == null) {
            return;
        }
        those.sessions--;
        if (place.right().isHeld()) {
            those.votes--;
            passOn(those);
        } else {
            those.waiting.remove(place.right());
        }
        if (those.sessions == 0) {
            present.remove(source);
        }
    }

    private static void passOn(Present those) {
        those.waiting.stream().findFirst().ifPresent(next -> {
            those.waiting.remove(next);
            those.votes++;
            next.grant();
        });
    }
}
