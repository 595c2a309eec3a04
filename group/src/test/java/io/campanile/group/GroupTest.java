package io.campanile.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.campanile.master.GroupStatus.Role;
import io.campanile.master.Leadership.Following;
import io.campanile.master.Leadership.Leading;
import io.campanile.master.Leadership.Reason;
import io.campanile.master.Leadership.State;
import io.campanile.master.Leadership.Vacant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members of a group over real sockets. */
class GroupTest {

    @TempDir
    private Path directory;

    @Test
    void threeMembersElectOneLeaderAndAgreeOnItsEpoch() throws IOException {
        long before = System.currentTimeMillis();
        try (TestGroup group = new TestGroup(directory, 3).startAll()) {
            String leader = group.awaitLeader();
            assertThat(group.leading(leader).epoch()).isGreaterThan(before);
            assertThat(group.leading(leader))
                    .isEqualTo(new Leading(group.leading(leader).epoch(), 0, 0, Outlook.OVERLAP_NANOS));
            assertThat(group.told(leader).get(0)).isEqualTo(new Vacant());
        }
    }

    @Test
    void oneMemberIsAGroupOfItsOwn() throws IOException {
        try (TestGroup group = new TestGroup(directory, 1).startAll()) {
            assertThat(group.awaitLeader()).isEqualTo("m1");
        }
    }

    /** It waits for its successor for a second only, so on a busy machine it may take another leader to see one. */
    @Test
    void leaderThatStopsHandsOverAndSeesItsSuccessor() throws IOException {
        try (TestGroup group = new TestGroup(directory, 3).startAll()) {
            await().atMost(TestGroup.PATIENCE).until(() -> {
                String first = group.awaitLeader();
                long epoch = group.leading(first).epoch();
                List<State> told = group.told(first);
                group.stop(first);
                group.start(first, false);
                // So it can send its slaves on.
                return told.get(told.size() - 1) instanceof Following heir && heir.epoch() > epoch;
            });
        }
    }

    @Test
    void anotherLeaderWithAHigherEpochFollowsOneThatDies() throws IOException {
        try (TestGroup group = new TestGroup(directory, 3).startAll()) {
            String first = group.awaitLeader();
            long epoch = group.leading(first).epoch();
            group.crash(first);
            String second = group.awaitLeader();
            assertThat(group.leading(second).epoch()).isGreaterThan(epoch);
            group.start(first, false);
            await().atMost(TestGroup.PATIENCE)
                    .until(() -> group.member(group.awaitLeader()).status().members().stream()
                                    .filter(member -> member.role() == Role.LEADING)
                                    .count()
                            == 1);
        }
    }

    @Test
    void leaderWhoseClockIsWrongHandsOver() throws IOException {
        try (TestGroup group = new TestGroup(directory, 3).startAll()) {
            String first = group.awaitLeader();
            await().atMost(TestGroup.PATIENCE).until(() -> {
                group.member(first).resign(Reason.OUT_OF_STEP);
                String leader = group.member(first).status().leader();
                return leader != null && !leader.equals(first);
            });
        }
    }

    @Test
    void electorsAreRememberedAcrossARestartOfAllMembers() throws IOException {
        TestGroup group = new TestGroup(directory, 3).startAll();
        long epoch;
        try (group) {
            String leader = group.remember(21, 21);
            epoch = group.leading(leader).epoch();
            assertThat(group.member(group.otherThan(leader)).remember(22))
                    .as("by one that does not lead")
                    .failsWithin(TestGroup.PATIENCE);
            await().atMost(TestGroup.PATIENCE)
                    .until(() -> group.member(group.otherThan(leader)).status().electors() == 21);
        }
        try (TestGroup again = new TestGroup(directory, group.list()).startAll()) {
            Leading leading = again.leading(again.awaitLeader());
            assertThat(leading.electors()).isEqualTo(21);
            assertThat(leading.epoch()).isGreaterThan(epoch);
        }
    }
}
