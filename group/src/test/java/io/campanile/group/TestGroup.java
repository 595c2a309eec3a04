package io.campanile.group;

import static org.awaitility.Awaitility.await;

import io.campanile.master.Leadership.Following;
import io.campanile.master.Leadership.Leading;
import io.campanile.master.Leadership.State;
import io.campanile.master.Leadership.Vacant;
import io.campanile.master.access.Access;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The members of a group in one process, on free ports of 127.0.0.1. */
final class TestGroup implements AutoCloseable {

    /** On a busy machine a leader may lose its lease, and an election takes a few attempts. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final Map<String, Endpoint> list;
    private final Function<String, Access> access;
    private final Map<String, Group> members = new LinkedHashMap<>();
    private final Map<String, List<State>> told = new LinkedHashMap<>();

    TestGroup(Path directory, int size) throws IOException {
        this(directory, list(size));
    }

    TestGroup(Path directory, Map<String, Endpoint> list) {
        this(directory, list, name -> Access.OPEN);
    }

    /** One whose members prove who they are. */
    TestGroup(Path directory, Map<String, Endpoint> list, Function<String, Access> access) {
        this.directory = directory;
        this.list = list;
        this.access = access;
    }

    /** Members m1, m2 and so on, at free ports. */
    static Map<String, Endpoint> list(int size) throws IOException {
        Map<String, Endpoint> list = new TreeMap<>();
        List<ServerSocket> sockets = new ArrayList<>();
        for (int i = 1; i <= size; i++) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            sockets.add(socket);
            list.put("m" + i, new Endpoint("127.0.0.1", socket.getLocalPort()));
        }
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return list;
    }

    Map<String, Endpoint> list() {
        return list;
    }

    Path directory(String name) {
        return directory.resolve(name);
    }

    GroupConfig config(String name) {
        return new GroupConfig(
                name,
                list,
                directory(name),
                new Endpoint(name + ".example", Integer.parseInt(name.substring(1))),
                null,
                access.apply(name));
    }

    /** Starts all members. */
    TestGroup startAll() throws IOException {
        for (String name : list.keySet()) {
            start(name, false);
        }
        return this;
    }

    Group start(String name, boolean foundAnew) throws IOException {
        Group group = Group.open(config(name), foundAnew);
        List<State> states = new CopyOnWriteArrayList<>();
        told.put(name, states);
        members.put(name, group);
        group.start(states::add);
        return group;
    }

    Group member(String name) {
        return Objects.requireNonNull(members.get(name));
    }

    /** What the member was told, in order. */
    List<State> told(String name) {
        return Objects.requireNonNull(told.get(name));
    }

    State state(String name) {
        List<State> states = told(name);
        return states.isEmpty() ? new Vacant() : states.get(states.size() - 1);
    }

    void stop(String name) {
        member(name).stop();
        crash(name);
    }

    /** Ends a member without a word to the others. */
    void crash(String name) {
        member(name).close().join();
        members.remove(name);
    }

    /** Waits until one member leads and all others that run follow it, and returns its name. */
    String awaitLeader() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> leader() != null);
        return Objects.requireNonNull(leader());
    }

    /** With what this member leads, or led last. */
    Leading leading(String name) {
        return told(name).stream()
                .filter(Leading.class::isInstance)
                .map(Leading.class::cast)
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    /**
     * Has the log remember these numbers, one after the other, and returns who leads then. Whoever leads at first may lose its lease
     * meanwhile, as on a busy machine; then all is said again to the next one.
     */
    String remember(int first, int last) {
        await().atMost(PATIENCE).until(() -> {
            Group member = member(awaitLeader());
            CompletableFuture<?>[] said = IntStream.rangeClosed(first, last)
                    .mapToObj(member::remember)
                    .toArray(CompletableFuture[]::new);
            return CompletableFuture.allOf(said)
                            .handle((all, failure) -> failure == null)
                            .join()
                    && member.status().electors() == last;
        });
        return awaitLeader();
    }

    private @Nullable String leader() {
        String leader = null;
        for (String name : members.keySet()) {
            if (state(name) instanceof Leading) {
                if (leader != null) {
                    return null;
                }
                leader = name;
            }
        }
        if (leader == null) {
            return null;
        }
        long epoch = leading(leader).epoch();
        String host = leader + ".example";
        for (String name : members.keySet()) {
            if (!name.equals(leader)
                    && !(state(name) instanceof Following following
                            && following.epoch() == epoch
                            && following.host().equals(host))) {
                return null;
            }
        }
        return leader;
    }

    String otherThan(String name) {
        return members.keySet().stream()
                .filter(other -> !other.equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        List<CompletableFuture<Void>> closed =
                members.values().stream().map(Group::close).toList();
        closed.forEach(CompletableFuture::join);
        // It plays in the directory of one of them.
        Rehearsal.awaitOver();
        members.clear();
    }
}
