package io.campanile.group;

import io.campanile.master.Memory;
import io.campanile.master.access.Access;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.ratis.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A takeover in a group of two that exists in this process alone, for a second, so that its code is loaded and compiled before
 * the real group waits for it: a member that is elected for the first time would else take three times as long.
 *
 * <p>The two listen on the loopback address, know nobody else, and leave no file behind. If it fails, takeovers are slower, and
 * nothing else is.
 */
final class Rehearsal {

    private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);

    private static final long PATIENCE_MILLIS = 5000;
    private static final long LOOK_MILLIS = 5;
    private static final Facts.Leader ANYBODY = new Facts.Leader("anybody", new Endpoint("localhost", 1), null);

    /** Once is enough for a process. */
    private static final AtomicBoolean begun = new AtomicBoolean();

    private static final CompletableFuture<Void> over = new CompletableFuture<>();

    private Rehearsal() {}

    /**
     * Plays it in a thread of its own, if this process has not yet.
     *
     * @param directory where; nothing else may be in it
     */
    static void begin(Path directory) {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        DaemonThread.start("campanile-rehearsal", () -> {
            try {
                play(directory);
            } catch (IOException | CompletionException e) {
                log.debug("could not rehearse a takeover: {}", e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                over.complete(null);
            }
        });
    }

    /** Waits until the one that was begun has left its directory, if one was. */
    static void awaitOver() {
        if (begun.get()) {
            over.join();
        }
    }

    /**
     * Plays it.
     *
     * @param directory where; it is removed first, should a process have ended in the middle, and afterwards
     * @throws IOException if nobody could be elected
     */
    static void play(Path directory) throws IOException, InterruptedException {
        List<RaftNode> members = new ArrayList<>();
        try {
            FileUtils.deleteFully(directory);
            Map<String, Endpoint> list = new TreeMap<>();
            for (String name : List.of("a", "b")) {
                list.put(name, freeEndpoint());
            }
            for (String name : list.keySet()) {
                members.add(open(name, list, directory.resolve(name)));
            }
            for (RaftNode member : members) {
                member.form();
            }
            RaftNode first = lead(members);
            first.handOver(PATIENCE_MILLIS);
            lead(members.stream().filter(member -> member != first).toList());
        } finally {
            members.forEach(RaftNode::close);
            FileUtils.deleteFully(directory);
        }
    }

    private static Endpoint freeEndpoint() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket socket = new ServerSocket(0, 1, loopback)) {
            return new Endpoint(loopback.getHostAddress(), socket.getLocalPort());
        }
    }

    private static RaftNode open(String name, Map<String, Endpoint> list, Path directory) throws IOException {
        Endpoint self = Objects.requireNonNull(list.get(name));
        GroupConfig config = new GroupConfig(name, list, directory, self, null, Access.OPEN);
        FactsMachine machine = new FactsMachine(new Nobody());
        Hello hello = new Hello(name, list, Memory.NOTHING);
        return RaftNode.open(config, new MemberTls(config), false, machine, Greeter.answering(() -> hello, m -> {}));
    }

    /** Waits until one of them is elected, and has it do what a leader does first. */
    private static RaftNode lead(List<RaftNode> members) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (System.nanoTime() - end < 0) {
            for (RaftNode member : members) {
                Seat seat = member.seat();
                if (seat.role() == Seat.Role.LEADER && seat.ready()) {
                    member.write(new Command.Lead(0, ANYBODY, System.currentTimeMillis(), Memory.NOTHING, false))
                            .orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                            .join();
                    return member;
                }
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        throw new IOException("nobody was elected");
    }

    /** Wants to know nothing. */
    private static final class Nobody implements FactsMachine.Observer {

        @Override
        public void changed() {}

        @Override
        public void learned(Facts facts) {}

        @Override
        public void logFailed(Throwable cause) {}

        @Override
        public void ended() {}
    }
}
