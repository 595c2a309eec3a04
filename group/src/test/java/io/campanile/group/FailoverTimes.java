package io.campanile.group;

import io.campanile.master.Leadership.Leading;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;

/** Measures how long three members are without a leader; prints a line for each way in which a leader ends. */
final class FailoverTimes {

    private static final int ROUNDS = 20;

    private FailoverTimes() {}

    public static void main(String[] args) throws IOException {
        measure("abrupt close", TestGroup::crash);
        measure("orderly stop", TestGroup::stop);
        System.exit(0);
    }

    private static void measure(String name, BiConsumer<TestGroup, String> end) throws IOException {
        List<Long> millis = new ArrayList<>();
        try (TestGroup group = new TestGroup(Files.createTempDirectory("campanile"), 3).startAll()) {
            for (int i = 0; i <= ROUNDS; i++) {
                String leader = group.awaitLeader();
                long epoch = group.leading(leader).epoch();
                long startNanos = System.nanoTime();
                Thread ending = new Thread(() -> end.accept(group, leader));
                ending.start();
                while (group.list().keySet().stream()
                        .noneMatch(
                                member -> group.state(member) instanceof Leading leading && leading.epoch() > epoch)) {
                    Thread.onSpinWait();
                }
                if (i > 0) {
                    millis.add((System.nanoTime() - startNanos) / 1_000_000);
                }
                try {
                    ending.join();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                group.awaitLeader();
                group.start(leader, false);
            }
        }
        Collections.sort(millis);
        System.out.printf(
                "%s: median %s ms, worst %s ms of %s: %s%n",
                name, millis.get(ROUNDS / 2), millis.get(ROUNDS - 1), ROUNDS, millis);
    }
}
