package io.campanile.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.master.Leadership.Leading;
import io.campanile.master.Leadership.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members that end and start at random. */
class RandomFaultsTest {

    private static final int ROUNDS = 20;

    @TempDir
    private Path directory;

    @Test
    void noEpochIsLedTwiceAndEachIsHigherThanThoseBefore() throws IOException {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<Long> epochs = new ArrayList<>();
        Map<Long, String> leaders = new HashMap<>();
        try (TestGroup group = new TestGroup(directory, 3).startAll()) {
            for (int round = 0; round < ROUNDS; round++) {
                String leader = group.awaitLeader();
                epochs.add(group.leading(leader).epoch());
                String victim = random.nextInt(3) == 0 ? group.otherThan(leader) : leader;
                List<State> told = group.told(victim);
                if (random.nextBoolean()) {
                    group.crash(victim);
                } else {
                    group.stop(victim);
                }
                note(victim, told, leaders);
                group.awaitLeader();
                group.start(victim, false);
            }
            group.list().keySet().forEach(member -> note(member, group.told(member), leaders));
        }
        assertThat(epochs).isSorted();
        assertThat(leaders.keySet()).containsAll(epochs);
    }

    private static void note(String member, List<State> told, Map<Long, String> leaders) {
        for (State state : told) {
            if (state instanceof Leading leading) {
                assertThat(leaders.putIfAbsent(leading.epoch(), member)).isNull();
            }
        }
    }
}
