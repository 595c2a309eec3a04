package io.campanile.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.campanile.master.DataDirectory;
import io.campanile.master.GroupStatus.Role;
import io.campanile.master.Leadership.Vacant;
import io.campanile.master.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a group begins, and with what. */
class FormationTest {

    @TempDir
    private Path directory;

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void groupBeginsWhenAllMembersAreThereAndLaterWithAMajority() throws IOException {
        TestGroup group = new TestGroup(directory, 3);
        try (group) {
            group.start("m1", false);
            group.start("m2", false);
            await().atMost(TestGroup.PATIENCE)
                    .until(() -> group.member("m1").status().members().stream()
                            .anyMatch(member -> member.name().equals("m3") && member.role() == Role.UNREACHABLE));
            assertThat(group.state("m1")).isEqualTo(new Vacant());
            group.start("m3", false);
            group.awaitLeader();
        }
        try (TestGroup again = new TestGroup(directory, group.list())) {
            again.start("m1", false);
            again.start("m3", false);
            again.awaitLeader();
        }
    }

    @Test
    void whoFoundsAnewDoesNotWait() throws IOException {
        try (TestGroup group = new TestGroup(directory, 3)) {
            try (DataDirectory before = DataDirectory.open(group.directory("m1"))) {
                before.write(new Memory(5_000_000_000_000L, 12));
            }
            group.start("m1", true);
            group.start("m2", true);
            assertThat(group.leading(group.awaitLeader()).electors()).isZero();
        }
    }

    @Test
    void groupBeginsWithTheLatestThatAnyMemberRemembers() throws IOException {
        long epoch = System.currentTimeMillis() + 100_000;
        try (TestGroup group = new TestGroup(directory, 3)) {
            try (DataDirectory alone = DataDirectory.open(group.directory("m2"))) {
                alone.write(new Memory(epoch, 12));
            }
            group.startAll();
            String leader = group.awaitLeader();
            assertThat(group.leading(leader).epoch()).isEqualTo(epoch + 1);
            assertThat(group.leading(leader).electors()).isEqualTo(12);
        }
    }

    @Test
    void groupThatGrowsKeepsWhatItRemembers() throws IOException {
        Map<String, Endpoint> three = TestGroup.list(3);
        long epoch;
        try (TestGroup one = new TestGroup(directory, Map.of("m1", Objects.requireNonNull(three.get("m1"))))) {
            one.startAll().awaitLeader();
            one.remember(4, 4);
            epoch = one.leading("m1").epoch();
        }
        try (TestGroup grown = new TestGroup(directory, three).startAll()) {
            String leader = grown.awaitLeader();
            assertThat(grown.leading(leader).electors()).isEqualTo(4);
            assertThat(grown.leading(leader).epoch()).isGreaterThan(epoch);
            try (Stream<Path> files = Files.list(grown.directory("m1"))) {
                assertThat(files.filter(file -> file.getFileName().toString().startsWith("raft-")))
                        .hasSize(1);
            }
        }
    }

    /** Also when the others have a snapshot instead of the log's beginning, and the leader counts on what is lost. */
    @Test
    void memberThatLostItsDirectoryComesBack() throws IOException {
        try (TestGroup group = new TestGroup(directory, 3).startAll()) {
            String first = group.remember(1, 300);
            group.stop(first);
            group.remember(301, 600);
            group.start(first, false);
            group.awaitLeader();
            group.crash(first);
            delete(group.directory(first));
            group.start(first, false);
            await().atMost(TestGroup.PATIENCE)
                    .until(() -> !(group.state(first) instanceof Vacant)
                            && group.member(first).status().electors() == 600);
            // It counts again.
            group.crash(group.awaitLeader());
            group.awaitLeader();
        }
    }

    @Test
    void whoIsLeftOfALostMajorityFoundsAnewWithAMemberThatHasNothing() throws IOException {
        try (TestGroup group = new TestGroup(directory, 3)) {
            group.startAll().awaitLeader();
            for (String name : List.of("m2", "m3")) {
                group.crash(name);
                delete(group.directory(name));
            }
            group.crash("m1");
            group.start("m1", true);
            group.start("m2", true);
            assertThat(group.leading(group.awaitLeader()).electors()).isZero();
        }
    }

    /** Both are new, so that whoever asks first ends, and answers the other no more. */
    @Test
    void newMemberThatFindsAnotherListTakesNoPartAndSaysWhatDiffers() throws IOException {
        try (TestGroup group = new TestGroup(directory, 3)) {
            CompletableFuture<String> failure = new CompletableFuture<>();
            group.start("m1", false).onFailure(failure::complete);
            Map<String, Endpoint> wrong = new TreeMap<>(group.list());
            wrong.put("m3", new Endpoint("127.0.0.1", 1));
            GroupConfig config =
                    new GroupConfig("m2", wrong, group.directory("m2"), new Endpoint("m2.example", 2), null);
            Group member = Group.open(config, false);
            member.onFailure(failure::complete);
            member.start(state -> {});
            await().atMost(TestGroup.PATIENCE).until(failure::isDone);
            Endpoint right = Objects.requireNonNull(group.list().get("m3"));
            assertThat(failure.join())
                    .containsAnyOf(
                            "differs from the one of m2: m3 is 127.0.0.1:1 here and " + right + " there",
                            "differs from the one of m1: m3 is " + right + " here and 127.0.0.1:1 there")
                    .contains("start each with the same list");
            member.close().join();
        }
    }
}
