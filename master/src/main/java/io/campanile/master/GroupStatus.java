package io.campanile.master;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a group of masters is, as one of them sees it.
 *
 * @param self this member's name
 * @param leader the name of the one that leads; null while nobody does, as far as this member knows
 * @param leaderHost where slaves reach the leader; null while nobody leads
 * @param leaderPort its port; 0 while nobody leads
 * @param leaderAdmin where people reach the leader's admin server, as a URL; null while nobody leads, and if it did not say so
 * @param epoch the last known epoch: the leader's, or the one of the last that led; 0 if nobody ever has
 * @param leadingSinceMillis when that epoch began, by the wall clock of who led, in milliseconds since 1970; 0 if nobody ever has
 * @param electors how many clocks are remembered to agree on cluster time; 0 if nobody remembers that there is one
 * @param takeovers how many times somebody began to lead since the group was formed
 * @param lastTakeovers the last ones that this member knows of, oldest first; {@value #MAX_TAKEOVERS} at most
 * @param members every member of the group, this one included, in the order of their names
 */
public record GroupStatus(
        String self,
        @Nullable String leader,
        @Nullable String leaderHost,
        int leaderPort,
        @Nullable String leaderAdmin,
        long epoch,
        long leadingSinceMillis,
        int electors,
        long takeovers,
        List<Takeover> lastTakeovers,
        List<Member> members) {

    /** How many takeovers are told. */
    public static final int MAX_TAKEOVERS = 20;

    /** Copies the lists. */
    public GroupStatus {
        lastTakeovers = List.copyOf(lastTakeovers);
        members = List.copyOf(members);
    }

    /** What a member does, as far as another one can tell. */
    public enum Role {
        /** It leads. */
        LEADING,
        /** It is there, and follows the leader. */
        FOLLOWING,
        /** It was asked and does not answer. */
        UNREACHABLE,
        /** Nobody has told: only the leader hears of all others. */
        UNKNOWN
    }

    /**
     * A beginning of a leadership.
     *
     * @param epoch its epoch
     * @param leader the name of who leads
     * @param atMillis when, by the leader's wall clock, in milliseconds since 1970
     * @param vacantMillis for how long this member saw nobody lead before; null if it did not see it
     */
    public record Takeover(
            long epoch,
            String leader,
            long atMillis,
            @Nullable Long vacantMillis) {}

    /**
     * A member.
     *
     * @param name its name
     * @param address where the other members reach it, as people write it
     * @param role what it does
     * @param silentMillis for how long this member has heard nothing from it; 0 for itself, null if it has never heard from
     *     it or only hears of it through the leader
     */
    public record Member(
            String name,
            String address,
            Role role,
            @Nullable Long silentMillis) {}
}
