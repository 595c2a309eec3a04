package io.campanile.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Members in processes of their own, which are frozen and thawed. */
@DisabledOnOs(OS.WINDOWS)
class FrozenLeaderTest {

    @TempDir
    private Path directory;

    private static String awaitLeader(ProcessGroup group) {
        try {
            return Objects.requireNonNull(await().atMost(TestGroup.PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(group::leader, Objects::nonNull));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("no member leads all others: " + group, e);
        }
    }

    private static void awaitSaid(ProcessGroup group, String member, String state) {
        await().atMost(TestGroup.PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> group.last(member).text().startsWith(state));
    }

    @Test
    void leaderThatWasFrozenSaysSoAtOnceAndFollows() throws IOException {
        try (ProcessGroup group = new ProcessGroup(directory, 3)) {
            String frozen = awaitLeader(group);
            List<String> others = group.list().keySet().stream()
                    .filter(name -> !name.equals(frozen))
                    .toList();
            group.signal(frozen, "STOP");
            await().atMost(TestGroup.PATIENCE)
                    .until(() -> others.stream()
                            .anyMatch(name -> group.last(name).text().startsWith("Leading")));
            long thawedNanos = System.nanoTime();
            group.signal(frozen, "CONT");
            await().atMost(TestGroup.PATIENCE)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> !group.last(frozen).text().startsWith("Leading"));
            assertThat(group.last(frozen).atNanos() - thawedNanos)
                    .isLessThan(Duration.ofSeconds(10).toNanos());
            awaitSaid(group, frozen, "Following");
        }
    }

    @Test
    void leaderThatHearsFromNobodyLeadsNoMore() throws IOException {
        try (ProcessGroup group = new ProcessGroup(directory, 3)) {
            String leader = awaitLeader(group);
            List<String> others = group.list().keySet().stream()
                    .filter(name -> !name.equals(leader))
                    .toList();
            for (String other : others) {
                group.signal(other, "STOP");
            }
            awaitSaid(group, leader, "Vacant");
            for (String other : others) {
                group.signal(other, "CONT");
            }
            awaitLeader(group);
        }
    }
}
