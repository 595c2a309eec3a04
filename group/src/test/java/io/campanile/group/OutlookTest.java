package io.campanile.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.group.Facts.Leader;
import io.campanile.group.Seat.Role;
import io.campanile.master.Leadership.Following;
import io.campanile.master.Leadership.Leading;
import io.campanile.master.Leadership.Vacant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who leads, from what Raft and the log say. This member is m1 of three. */
class OutlookTest {

    private static final Vacant VACANT = new Vacant();

    private final Outlook outlook = new Outlook("m1", 3);

    private static Facts ledBy(String name, long raftTerm) {
        return new Facts(new Leader(name, new Endpoint(name + ".example", 8080), null), 100, 99, 5, 1, raftTerm);
    }

    private static Seat leader(long term, long m2SilentMillis, long m3SilentMillis) {
        return new Seat(
                Role.LEADER,
                term,
                "m1",
                true,
                Map.of("m2", m2SilentMillis, "m3", m3SilentMillis),
                Map.of("m2", 4L, "m3", 4L));
    }

    private static Seat follower(long term, @Nullable String leader) {
        return new Seat(Role.FOLLOWER, term, leader, false, Map.of(), Map.of());
    }

    @Test
    void leaderLeadsWhenTheLogSaysSoInThisTerm() {
        assertThat(outlook.state(leader(7, 10, 10), ledBy("m1", 7), 0))
                .isEqualTo(new Leading(100, 0, 5, Outlook.OVERLAP_NANOS));
        assertThat(outlook.state(leader(8, 10, 10), ledBy("m1", 7), 0)).isEqualTo(VACANT);
        assertThat(outlook.state(leader(7, 10, 10), ledBy("m2", 7), 0)).isEqualTo(VACANT);
        assertThat(outlook.state(leader(7, 10, 10), Facts.NONE, 0)).isEqualTo(VACANT);
    }

    @Test
    void leaderNeedsAMajorityWithinItsLease() {
        assertThat(outlook.state(leader(7, 10, 5000), ledBy("m1", 7), 0)).isInstanceOf(Leading.class);
        assertThat(outlook.state(leader(7, 301, 5000), ledBy("m1", 7), 0)).isEqualTo(VACANT);
        assertThat(outlook.mayTakeOver(leader(8, 301, 5000), ledBy("m1", 7), 0)).isFalse();
    }

    @Test
    void epochThatIsOverIsNotTakenUpAgain() {
        assertThat(outlook.state(leader(7, 10, 10), ledBy("m1", 7), 100)).isEqualTo(VACANT);
        assertThat(outlook.mayTakeOver(leader(7, 10, 10), ledBy("m1", 7), 100)).isTrue();
        assertThat(outlook.mayTakeOver(leader(7, 10, 10), ledBy("m1", 7), 99)).isFalse();
    }

    @Test
    void onlyALeaderThatHasAppliedWhatWasBeforeTakesOver() {
        assertThat(outlook.mayTakeOver(leader(7, 10, 10), ledBy("m2", 6), 0)).isTrue();
        assertThat(outlook.mayTakeOver(
                        new Seat(Role.LEADER, 7, "m1", false, Map.of("m2", 1L, "m3", 1L), Map.of()), ledBy("m2", 6), 0))
                .isFalse();
        assertThat(outlook.mayTakeOver(follower(7, "m2"), ledBy("m2", 6), 0)).isFalse();
    }

    @Test
    void followerFollowsWhenRaftAndTheLogAgree() {
        assertThat(outlook.state(follower(7, "m2"), ledBy("m2", 7), 0))
                .isEqualTo(new Following("m2.example", 8080, 100));
        assertThat(outlook.state(follower(7, "m3"), ledBy("m2", 7), 0)).isEqualTo(VACANT);
        assertThat(outlook.state(follower(7, null), ledBy("m2", 7), 0)).isEqualTo(VACANT);
        assertThat(outlook.state(follower(8, "m2"), ledBy("m2", 7), 0)).isEqualTo(VACANT);
        assertThat(outlook.state(follower(7, "m1"), ledBy("m1", 7), 0)).isEqualTo(VACANT);
        assertThat(outlook.state(new Seat(Role.NEITHER, 7, "m2", false, Map.of(), Map.of()), ledBy("m2", 7), 0))
                .isEqualTo(VACANT);
    }

    @Test
    void majorityCountsTheLeaderItself() {
        Seat seat = leader(7, 10, 20);
        assertThat(seat.majoritySilentMillis(1)).isZero();
        assertThat(seat.majoritySilentMillis(2)).isEqualTo(10);
        assertThat(seat.majoritySilentMillis(3)).isEqualTo(10);
        assertThat(seat.majoritySilentMillis(4)).isEqualTo(20);
        assertThat(seat.majoritySilentMillis(5)).isEqualTo(20);
        assertThat(seat.majoritySilentMillis(7)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void heirIsThereAndHasMostOfTheLog() {
        Map<String, Long> matched = Map.of("m2", 9L, "m3", 8L);
        assertThat(new Seat(Role.LEADER, 7, "m1", true, Map.of("m2", 30L, "m3", 20L), matched).heir())
                .contains("m2");
        assertThat(new Seat(Role.LEADER, 7, "m1", true, Map.of("m2", 500L, "m3", 20L), matched).heir())
                .contains("m3");
        assertThat(leader(7, 400, 500).heir()).isEmpty();
        assertThat(follower(7, "m2").heir()).isEmpty();
    }
}
