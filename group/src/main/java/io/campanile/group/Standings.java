package io.campanile.group;

import io.campanile.master.GroupStatus.Member;
import io.campanile.master.GroupStatus.Role;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What each member does, as far as this one can tell: a leader hears of all, a follower of its leader alone. */
final class Standings {

    /** Who has not been heard for this long is unreachable: several heartbeats are missing. */
    private static final long UNREACHABLE_MILLIS = 1000;

    /** For how long an answer to a greeting counts; greetings are repeated several times a second while nobody leads. */
    private static final long ANSWER_MILLIS = 3000;

    private final GroupConfig config;

    Standings(GroupConfig config) {
        this.config = config;
    }

    /**
     * Every member, in the order of the names.
     *
     * @param leader the name of who leads; null if nobody does
     * @param roundup the last answers to greetings; null if nobody was asked
     * @param nowNanos by the monotonic clock
     */
    List<Member> of(@Nullable String leader, Seat seat, @Nullable Roundup roundup, long nowNanos) {
        return config.members().keySet().stream()
                .map(name -> member(name, leader, seat, roundup, nowNanos))
                .toList();
    }

    private Member member(String name, @Nullable String leader, Seat seat, @Nullable Roundup roundup, long nowNanos) {
        if (leader == null) {
            return name.equals(config.self()) ? of(name, Role.UNKNOWN, 0L) : greeted(name, roundup, nowNanos);
        }
        Role role = name.equals(leader) ? Role.LEADING : Role.FOLLOWING;
        if (name.equals(config.self())) {
            return of(name, role, 0L);
        }
        Long silentMillis = seat.silentMillis().get(name);
        if (silentMillis == null) {
            return of(name, name.equals(leader) ? role : Role.UNKNOWN, null);
        }
        return of(name, silentMillis > UNREACHABLE_MILLIS ? Role.UNREACHABLE : role, silentMillis);
    }

    private Member greeted(String name, @Nullable Roundup roundup, long nowNanos) {
        if (roundup == null) {
            return of(name, Role.UNKNOWN, null);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(nowNanos - roundup.atNanos());
        if (millis > ANSWER_MILLIS) {
            return of(name, Role.UNKNOWN, null);
        }
        return roundup.answers().containsKey(name) ? of(name, Role.UNKNOWN, millis) : of(name, Role.UNREACHABLE, null);
    }

    private Member of(String name, Role role, @Nullable Long silentMillis) {
        return new Member(name, String.valueOf(config.members().get(name)), role, silentMillis);
    }
}
