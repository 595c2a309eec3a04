package io.campanile.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.master.GroupStatus.Member;
import io.campanile.master.GroupStatus.Role;
import io.campanile.master.Memory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What m1 of three can say of the others. */
class StandingsTest {

    private static final long MILLI = 1_000_000;

    private final GroupConfig config = new GroupConfig(
            "m1", Members.parse("m1=a:1,m2=b:1,m3=c:1"), Path.of("data"), new Endpoint("a", 8080), null);
    private final Standings standings = new Standings(config);

    @Test
    void leaderHearsOfAll() {
        Seat seat = new Seat(Seat.Role.LEADER, 1, "m1", true, Map.of("m2", 40L, "m3", 61_000L), Map.of());
        assertThat(standings.of("m1", seat, null, 0))
                .containsExactly(
                        new Member("m1", "a:1", Role.LEADING, 0L),
                        new Member("m2", "b:1", Role.FOLLOWING, 40L),
                        new Member("m3", "c:1", Role.UNREACHABLE, 61_000L));
    }

    @Test
    void followerHearsOfItsLeaderAlone() {
        Seat seat = new Seat(Seat.Role.FOLLOWER, 1, "m2", false, Map.of("m2", 40L), Map.of());
        assertThat(standings.of("m2", seat, null, 0))
                .containsExactly(
                        new Member("m1", "a:1", Role.FOLLOWING, 0L),
                        new Member("m2", "b:1", Role.LEADING, 40L),
                        new Member("m3", "c:1", Role.UNKNOWN, null));
    }

    @Test
    void whileNobodyLeadsAnswersToGreetingsCount() {
        Hello hello = new Hello("m2", config.members(), Memory.NOTHING);
        Roundup roundup = new Roundup(Map.of("m2", hello), Set.of("m3"), 0);
        assertThat(standings.of(null, Seat.NONE, roundup, 500 * MILLI))
                .containsExactly(
                        new Member("m1", "a:1", Role.UNKNOWN, 0L),
                        new Member("m2", "b:1", Role.UNKNOWN, 500L),
                        new Member("m3", "c:1", Role.UNREACHABLE, null));
        assertThat(standings.of(null, Seat.NONE, roundup, 10_000 * MILLI))
                .extracting(Member::role)
                .containsOnly(Role.UNKNOWN);
    }
}
