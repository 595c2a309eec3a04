package io.campanile.group;

import io.campanile.master.Memory;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * What the other members answer when they are asked who they are.
 *
 * @param answers of those that have answered, by the name in this member's list
 * @param silent the names of those that have not
 * @param atNanos when, by the monotonic clock
 */
record Roundup(Map<String, Hello> answers, Set<String> silent, long atNanos) {

    private static final long TIMEOUT_MILLIS = 700;

    /**
     * Asks all others at once, and waits for their answers.
     *
     * @param tls how to connect
     * @param forgetful whether this member has lost its log, or never had one
     */
    static Roundup ask(GroupConfig config, MemberTls tls, boolean forgetful) {
        Map<String, CompletableFuture<Hello>> asked = new TreeMap<>();
        config.members().forEach((name, address) -> {
            if (!name.equals(config.self())) {
                asked.put(name, Greeter.ask(address, tls, forgetful ? config.self() : "", TIMEOUT_MILLIS));
            }
        });
        Map<String, Hello> answers = new TreeMap<>();
        Set<String> silent = new TreeSet<>();
        asked.forEach((name, answer) -> {
            try {
                answers.put(name, answer.join());
            } catch (CompletionException e) {
                silent.add(name);
            }
        });
        return new Roundup(answers, silent, System.nanoTime());
    }

    /** The latest of what this member and all that have answered remember. */
    Memory latest(Memory own) {
        Memory latest = own;
        for (Hello hello : answers.values()) {
            latest = hello.memory().epoch() > latest.epoch() ? hello.memory() : latest;
        }
        return latest;
    }

    /** Whether all others answer, and know of a later leader than this member does: they go on without it. */
    boolean goesOnWithout(Memory own) {
        return silent.isEmpty() && latest(own).epoch() > own.epoch();
    }

    /** What one of the others takes for the group and this member does not: one sentence that says what to do. */
    Optional<String> difference(GroupConfig config) {
        for (Map.Entry<String, Hello> entry : answers.entrySet()) {
            Hello hello = entry.getValue();
            Endpoint address = config.members().get(entry.getKey());
            if (!hello.members().equals(config.members())) {
                return Optional.of(("the group's list of %s at %s differs from the one of %s: %s; "
                                + "stop all members and start each with the same list")
                        .formatted(
                                hello.name(),
                                address,
                                config.self(),
                                Members.difference(config.members(), hello.members())));
            }
            if (!hello.name().equals(entry.getKey())) {
                return Optional.of(("the member at %s calls itself %s, and is %s in the group's list: "
                                + "start it under that name, or change the list at every member")
                        .formatted(address, hello.name(), entry.getKey()));
            }
        }
        return Optional.empty();
    }
}
