package io.campanile.core.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProbeQueueTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long SEED = 11;

    private static Round round(long number, long startNanos) {
        return new Round(number, new RoundSchedule(startNanos, SECOND), 1, true, false);
    }

    private final ProbeQueue<String> queue = new ProbeQueue<>(round(0, 0), new SplittableRandom(SEED));

    private void join(int count) {
        IntStream.rangeClosed(1, count).forEach(i -> queue.join("a" + i));
    }

    @Test
    void hasNothingToDoWithoutSlaves() {
        queue.open(round(1, 0));
        assertThat(queue.due(SECOND)).isEmpty();
        assertThat(queue.nextAtNanos(0)).isEqualTo(ProbeQueue.NEVER);
    }

    @Test
    void givesEverybodyOneTurnInItsShareOfTheRound() {
        join(4);
        queue.open(round(1, SECOND));
        List<String> turns = new ArrayList<>();
        for (long now = SECOND; now != ProbeQueue.NEVER; now = queue.nextAtNanos(now)) {
            List<String> due = queue.due(now);
            assertThat(due).as("at %d", now).hasSize(now == SECOND ? 0 : 1);
            turns.addAll(due);
        }
        assertThat(turns).containsExactly("a1", "a2", "a3", "a4");
    }

    @Test
    void probesSoonWhereSlavesWaitForTheRound() {
        join(20);
        queue.open(new Round(1, new RoundSchedule(SECOND, SECOND / 10), 1, true, true));
        assertThat(queue.due(SECOND + 2_000_000)).hasSize(20);
        join(10_000);
        queue.open(new Round(2, new RoundSchedule(2 * SECOND, SECOND), 1, true, true));
        assertThat(queue.due(2 * SECOND + SECOND * 8 / 10))
                .as("no later than in any other")
                .hasSize(10_000);
    }

    @Test
    void saysWhenTheNextOneIsDue() {
        join(4);
        Round round = round(1, SECOND);
        queue.open(round);
        long first = round.schedule().burstAt(0, 4);
        assertThat(queue.nextAtNanos(SECOND)).isEqualTo(first);
        queue.due(first);
        assertThat(queue.nextAtNanos(first)).isEqualTo(round.schedule().burstAt(1, 4));
    }

    @Test
    void probesTogetherWhoeverIsDueWithinATenthOfAMillisecond() {
        join(100_000);
        queue.open(round(1, 0));
        assertThat(queue.due(SECOND / 10)).hasSize(12_500);
        assertThat(queue.nextAtNanos(SECOND / 10)).isEqualTo(SECOND / 10 + 100_000);
    }

    @Test
    void letsNobodyAlwaysWaitForTheOthers() {
        join(10);
        Set<String> last = new HashSet<>();
        for (int i = 1; i <= 100; i++) {
            queue.open(round(i, i * SECOND));
            List<String> due = queue.due((i + 1) * SECOND);
            assertThat(due).hasSize(10).doesNotHaveDuplicates();
            last.add(due.get(9));
        }
        assertThat(last).as("who was last in some round, seed %d", SEED).hasSize(10);
    }

    @Test
    void isTheSameForTheSameSeed() {
        ProbeQueue<String> twin = new ProbeQueue<>(round(0, 0), new SplittableRandom(SEED));
        join(10);
        IntStream.rangeClosed(1, 10).forEach(i -> twin.join("a" + i));
        queue.open(round(1, 0));
        twin.open(round(1, 0));
        assertThat(twin.due(SECOND)).isEqualTo(queue.due(SECOND));
    }

    @Test
    void leavesAJoinerToBeProbedAtOnceAndWaitForItsTurnInTheNextRound() {
        join(1);
        queue.open(round(1, 0));
        queue.join("late");
        assertThat(queue.round().number()).isEqualTo(1);
        assertThat(queue.due(SECOND)).containsExactly("a1");
        assertThat(queue.everybody()).containsExactly("a1", "late");
        queue.open(round(2, SECOND));
        assertThat(queue.due(2 * SECOND)).containsExactlyInAnyOrder("a1", "late");
    }

    @Test
    void forgetsWhoHasLeft() {
        join(2);
        queue.open(round(1, 0));
        queue.join("late");
        queue.leave("a1");
        queue.leave("late");
        assertThat(queue.members()).containsExactly("a2");
        assertThat(queue.everybody()).as("those of this round").containsExactly("a1", "a2");
        queue.open(round(2, SECOND));
        assertThat(queue.everybody()).containsExactly("a2");
    }

    @Test
    void startsAnewWithEveryRound() {
        join(3);
        queue.open(round(1, 0));
        assertThat(queue.due(SECOND / 4)).hasSize(1);
        queue.open(round(2, SECOND));
        assertThat(queue.due(2 * SECOND)).hasSize(3);
    }
}
