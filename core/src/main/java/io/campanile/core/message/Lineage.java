package io.campanile.core.message;

import io.campanile.core.message.Message.Hello;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Master to a slave that is a master itself: whose time this master's is. So each master of a tree knows all those above it, and no
 * master comes to follow itself. It is told behind the welcome, and again whenever it has changed.
 *
 * @param masters who tells it, the one that this one follows, and so on, up to the root; 1 to {@link #MAX_DEPTH}
 */
public record Lineage(long session, List<Ancestor> masters) implements Message {

    /** How many masters may follow each other, from the root to the last one that has no master below it. */
    public static final int MAX_DEPTH = 8;

    /** Takes a copy, and checks how many they are. */
    public Lineage {
        masters = List.copyOf(masters);
        Ranges.require(
                !masters.isEmpty() && masters.size() <= MAX_DEPTH,
                "the number of masters in a lineage",
                masters.size(),
                "1 to " + MAX_DEPTH);
    }

    /**
     * One master of a tree.
     *
     * @param instance the number by which those that it follows know its process
     * @param name what people call it, cut to {@link #MAX_NAME} characters
     */
    public record Ancestor(long instance, String name) {

        /** The longest name here: all of a lineage fit one message. */
        public static final int MAX_NAME = 32;

        /** Checks the name, and cuts it. */
        public Ancestor {
            NodeName.require(name);
            String beginning = Printable.text(name, MAX_NAME);
            name = Printable.isName(beginning) ? beginning : "-";
        }

        /** Who says this hello. */
        public static Ancestor of(Hello hello) {
            return new Ancestor(hello.instance(), hello.name());
        }
    }

    /** That of a master which follows nobody. */
    public static Lineage root(Ancestor master) {
        return new Lineage(0, List.of(master));
    }

    /**
     * That of a master which follows the one that has told this.
     *
     * @throws IllegalArgumentException if there is an {@link #objection}
     */
    public Lineage of(Ancestor follower) {
        objection(follower).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        List<Ancestor> all = new ArrayList<>(masters.size() + 1);
        all.add(follower);
        all.addAll(masters);
        return new Lineage(0, all);
    }

    /** Why a master must not follow the one that tells this: one sentence that says what to do; empty if it may. */
    public Optional<String> objection(Ancestor follower) {
        for (int i = 0; i < masters.size(); i++) {
            if (masters.get(i).instance() == follower.instance()) {
                return Optional.of(
                        "the masters would follow each other in a loop, %s: give one of them another parent, or none"
                                .formatted(path(Stream.concat(
                                        Stream.of(follower), masters.stream().limit(i + 1L)))));
            }
        }
        return masters.size() == MAX_DEPTH
                ? Optional.of(
                        "a tree has up to %s masters above each other, and this one has them above %s already: give that"
                                        .formatted(MAX_DEPTH, follower.name())
                                + " one a parent further up")
                : Optional.empty();
    }

    /** The same for another session. */
    public Lineage in(long ofSession) {
        return new Lineage(ofSession, masters);
    }

    /** Each master and the one that it follows, as in {@code leaf -> middle -> root}. */
    public String path() {
        return path(masters.stream());
    }

    private static String path(Stream<Ancestor> masters) {
        return masters.map(Ancestor::name).collect(Collectors.joining(" -> "));
    }
}
