package io.campanile.group;

import io.campanile.master.DataDirectory;
import io.campanile.master.GroupStatus;
import io.campanile.master.Leadership;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leadership of a group of masters, which elects its leader by Raft and remembers together what must not be forgotten:
 * the epoch, and how many clocks agreed on cluster time.
 *
 * <p>The epoch of a leader is higher than every one before and than its wall clock in milliseconds, and is written at a
 * majority of the members before anybody is told. A leader that has not heard from a majority for {@value
 * Outlook#LEASE_MILLIS} ms leads no more, and takes over with a new epoch when it is elected again. Within that time another one may
 * have been elected already: for so long two members may believe that they lead, and the epoch tells whom to obey. A
 * leader that dies is replaced within about half a second.
 *
 * <p><b>How a group begins.</b> All members have the same list. A group with a list that a member has not been in before
 * begins when all of its members are there: each of them then knows the latest of what any of them remembers, whether
 * from a group with another list or from having run alone. From then on a majority is enough. So a group grows, shrinks
 * or moves in one way: stop all members and start each with the new list, the old data directories in place. Slaves keep
 * their time meanwhile. A member whose data directory was lost comes back the same way: it waits until all others
 * answer, since a majority may have counted on what it has forgotten. With {@code foundAnew} a member does not wait; this is for an
 * operator who knows that the missing ones are gone for good.
 *
 * <p>A new member that finds another list at one of the others takes no part, and says what differs ({@link #onFailure}); a
 * member that has been in the group logs it and goes on.
 *
 * <p>Any thread may call any method. The listener is called by one thread.
 */
public final class Group implements Leadership {

    private static final Logger log = LoggerFactory.getLogger(Group.class);

    /** How often it looks after what is not urgent. */
    static final long BACKGROUND_MILLIS = 250;

    /** For how long the end of a process waits for Ratis, which lets connections end by themselves. */
    private static final long CLOSE_MILLIS = 1000;

    private final GroupConfig config;
    private final boolean foundAnew;
    private final Recall recall;
    private final Takeovers takeovers = new Takeovers();
    private final FactsMachine machine = new FactsMachine(new Notices());
    private final MemberTls tls;
    private final RaftNode node;
    private final Formation formation;
    private final Standings standings;
    private final ScheduledExecutorService background = DaemonThread.named("campanile-group-background", this::broken);
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private volatile @Nullable Watch watch;

    private Group(GroupConfig config, Recall recall, boolean foundAnew) throws IOException {
        this.config = config;
        this.foundAnew = foundAnew;
        this.recall = recall;
        this.standings = new Standings(config);
        this.tls = new MemberTls(config);
        this.node = RaftNode.open(config, tls, foundAnew, machine, Greeter.answering(this::hello, this::onForgetful));
        this.formation = new Formation(config, tls, node, recall, foundAnew, this::vacantMillis, this::fail);
    }

    /**
     * Opens the data directory and listens to the other members. Nobody is told anything before {@link #start}.
     *
     * @param foundAnew whether this member forgets the group's log and begins with those members that are there, and whether
     *     the first time that it leads, it forgets how many clocks agreed on cluster time
     * @throws IOException if it cannot: one sentence that says what to do
     */
    public static Group open(GroupConfig config, boolean foundAnew) throws IOException {
        DataDirectory directory = DataDirectory.open(config.dataDir());
        try {
            return new Group(config, Recall.in(directory), foundAnew);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /**
     * Has somebody told if this member can no longer take part: its data directory cannot be written, or it is new and the
     * others have another list. It leads no more then, and the process had better end.
     *
     * @param listener is told once, at once if it has happened already: one sentence that says what to do
     */
    public void onFailure(Consumer<String> listener) {
        failure.thenAccept(listener);
    }

    @Override
    public void start(Consumer<State> listener) {
        Watch started = new Watch(config, node, machine, recall, takeovers, foundAnew, listener, this::broken);
        watch = started;
        started.start();
        background.scheduleWithFixedDelay(this::inBackground, 0, BACKGROUND_MILLIS, TimeUnit.MILLISECONDS);
        Rehearsal.begin(config.dataDir().resolve("rehearsal"));
    }

    private void inBackground() {
        try {
            tls.look();
            formation.work();
            recall.learn(machine.facts());
            if (node.isStuck()) {
                fail(
                        "nothing of its log has been written for ten seconds: its disk does not answer, or Ratis gave up, which"
                                + " an earlier message tells; start this member again");
            }
        } catch (RuntimeException e) {
            log.error("could not look after the group", e);
        }
    }

    /** As when a class cannot be loaded. Half a member would keep others from leading, or slaves waiting. */
    private void broken(Throwable cause) {
        log.error("a thread of the group has ended", cause);
        fail("a part of it has ended: %s; start this member again".formatted(cause));
    }

    private Hello hello() {
        return new Hello(config.self(), config.members(), recall.memory());
    }

    private void onForgetful(String member) {
        Watch started = watch;
        if (started != null) {
            started.renew(member);
        }
    }

    private long vacantMillis() {
        Watch started = watch;
        return started == null ? 0 : started.vacantMillis();
    }

    @Override
    public CompletableFuture<Void> remember(int electors) {
        Watch started = watch;
        return started == null
                ? CompletableFuture.failedFuture(new IOException("this member takes no part yet"))
                : started.remember(electors);
    }

    @Override
    public void resign(Reason reason) {
        Watch started = watch;
        if (started != null) {
            started.resign(reason);
        }
    }

    /** How the group is. Any thread may ask, also after the end. */
    public GroupStatus status() {
        Watch started = watch;
        Facts facts = machine.facts();
        Facts.Leader leader = started == null || started.told() instanceof Vacant ? null : facts.leader();
        return new GroupStatus(
                config.self(),
                leader == null ? null : leader.name(),
                leader == null ? null : leader.reachedAt().host(),
                leader == null ? 0 : leader.reachedAt().port(),
                leader == null ? null : leader.admin(),
                facts.epoch(),
                facts.sinceMillis(),
                facts.electors(),
                facts.takeovers(),
                takeovers.last(),
                standings.of(leader == null ? null : leader.name(), node.seat(), formation.last(), System.nanoTime()));
    }

    @Override
    public Optional<GroupStatus> group() {
        return Optional.of(status());
    }

    private void fail(String reason) {
        if (!stopped.get() && failure.complete(reason)) {
            log.error("this member takes no part in the group: {}", reason);
            Watch started = watch;
            if (started != null) {
                started.vacate();
            }
            close();
        }
    }

    /**
     * Hands over to another member if this one leads, and leaves. Returns after two seconds at most; connections and files may
     * be closed a little later.
     */
    @Override
    public void stop() {
        Watch started = watch;
        if (!stopped.get() && started != null) {
            started.leave().join();
        }
        close().completeOnTimeout(null, CLOSE_MILLIS, TimeUnit.MILLISECONDS).join();
    }

    /** Leaves without a word to the others, as a process that dies does. Completes when all is closed. */
    CompletableFuture<Void> close() {
        if (stopped.compareAndSet(false, true)) {
            DaemonThread.start("campanile-group-end", () -> {
                Watch started = watch;
                if (started != null) {
                    started.end();
                }
                DaemonThread.stop(background);
                node.close();
                recall.learn(machine.facts());
                recall.close();
                closed.complete(null);
            });
        }
        return closed.copy();
    }

    /** What the state machine reports, from the moment when it reads its log. */
    private final class Notices implements FactsMachine.Observer {

        @Override
        public void changed() {
            Watch started = watch;
            if (started != null) {
                started.lookNow();
            }
        }

        @Override
        public void learned(Facts facts) {
            takeovers.learn(facts);
            changed();
        }

        @Override
        public void logFailed(Throwable cause) {
            fail(Failures.sentence(cause, config.dataDir()));
        }

        @Override
        public void ended() {
            fail("Raft has ended: start this member again");
        }
    }
}
