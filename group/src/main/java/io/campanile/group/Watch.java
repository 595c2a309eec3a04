package io.campanile.group;

import io.campanile.master.Leadership.Following;
import io.campanile.master.Leadership.Leading;
import io.campanile.master.Leadership.Reason;
import io.campanile.master.Leadership.State;
import io.campanile.master.Leadership.Vacant;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks who leads, tells the listener, and takes over when this member is elected. It looks whenever Raft reports something,
 * and fifty times a second, since a lease ends without a report.
 *
 * <p>All is done by one thread, which never waits; {@link #told} may be read by any.
 */
final class Watch {

    static final long LOOK_MILLIS = 20;

    private static final Logger log = LoggerFactory.getLogger(Watch.class);

    /** A command that is not applied by then is written again; the log takes the first one only. */
    private static final long WRITE_MILLIS = 2000;

    private final Facts.Leader self;
    private final RaftNode node;
    private final FactsMachine machine;
    private final Recall recall;
    private final Takeovers takeovers;
    private final Outlook outlook;
    private final Retreat retreat;
    private final ScheduledExecutorService thread;
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private final Consumer<State> listener;
    private volatile State told = new Vacant();
    private volatile long toldNanos = System.nanoTime();

    private boolean foundAnew;
    private boolean writing;
    private long overEpoch;
    private long lookedNanos = System.nanoTime();

    /**
     * Of this member.
     *
     * @param broken hears why it looks no more, if a part of it cannot be run
     */
    Watch(
            GroupConfig config,
            RaftNode node,
            FactsMachine machine,
            Recall recall,
            Takeovers takeovers,
            boolean foundAnew,
            Consumer<State> listener,
            Consumer<Throwable> broken) {
        this.self = config.asLeader();
        this.node = node;
        this.machine = machine;
        this.recall = recall;
        this.takeovers = takeovers;
        this.outlook = new Outlook(config.self(), config.members().size());
        this.retreat = new Retreat(System.nanoTime());
        this.foundAnew = foundAnew;
        this.listener = listener;
        this.thread = DaemonThread.named("campanile-group", broken);
    }

    void start() {
        listener.accept(told);
        thread.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Looks as soon as possible. */
    void lookNow() {
        DaemonThread.execute(thread, this::look);
    }

    /** What the listener was told last. */
    State told() {
        return told;
    }

    /** For how long nobody has led, as far as this member knows; 0 while somebody does. */
    long vacantMillis() {
        return told instanceof Vacant ? TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - toldNanos) : 0;
    }

    private void look() {
        try {
            long nowNanos = System.nanoTime();
            boolean slept = nowNanos - lookedNanos > TimeUnit.MILLISECONDS.toNanos(Outlook.LEASE_MILLIS);
            lookedNanos = nowNanos;
            Facts facts = machine.facts();
            Seat seat = node.seat();
            State state = outlook.state(seat, facts, overEpoch);
            boolean resigned = slept || !retreat.isOver(nowNanos);
            boolean waitsForHeir = !slept && told instanceof Leading && retreat.waitsForHeir(nowNanos);
            if (!waitsForHeir || state instanceof Following) {
                tell(resigned && state instanceof Leading ? new Vacant() : state, nowNanos);
            }
            if (!resigned && !writing && outlook.mayTakeOver(seat, facts, overEpoch)) {
                takeOver(facts);
            }
        } catch (RuntimeException e) {
            log.error("could not find out who leads", e);
        }
    }

    private void tell(State state, long nowNanos) {
        if (isSame(state, told)) {
            return;
        }
        if (told instanceof Leading ended) {
            overEpoch = ended.epoch();
        }
        told = state;
        toldNanos = nowNanos;
        takeovers.see(state, nowNanos);
        log.debug("{}: {}", self.name(), state);
        listener.accept(state);
        if (retreat.isLeaving() && state instanceof Following) {
            left.complete(null);
        }
    }

    /** How many electors are remembered changes while a leader leads, and concerns only its beginning. */
    private static boolean isSame(State a, State b) {
        return (a instanceof Leading one && b instanceof Leading other) ? one.epoch() == other.epoch() : a.equals(b);
    }

    private void takeOver(Facts facts) {
        writing = true;
        Command lead = new Command.Lead(facts.epoch(), self, System.currentTimeMillis(), recall.memory(), foundAnew);
        node.write(lead)
                .orTimeout(WRITE_MILLIS, TimeUnit.MILLISECONDS)
                .whenComplete((applied, failure) -> DaemonThread.execute(thread, () -> {
                    writing = false;
                    foundAnew = foundAnew && failure != null;
                    look();
                }));
    }

    /**
     * Has the log remember how many clocks agree, if this member leads. Where the log had no number, and does not take it, the
     * epoch is over.
     */
    CompletableFuture<Void> remember(int electors) {
        CompletableFuture<Void> remembered = new CompletableFuture<>();
        boolean begun = DaemonThread.execute(thread, () -> {
            Facts facts = machine.facts();
            if (!(told instanceof Leading leading) || facts.epoch() != leading.epoch()) {
                remembered.completeExceptionally(new IOException("this member does not lead any more"));
                return;
            }
            node.write(new Command.Remember(facts.epoch(), electors))
                    .orTimeout(WRITE_MILLIS, TimeUnit.MILLISECONDS)
                    .whenComplete((applied, failure) ->
                            DaemonThread.execute(thread, () -> remembered(facts, remembered, failure)));
        });
        if (!begun) {
            remembered.completeExceptionally(new IOException("this member has ended"));
        }
        return remembered;
    }

    private void remembered(Facts before, CompletableFuture<Void> result, @Nullable Throwable failure) {
        Facts now = machine.facts();
        if (now.electors() > 0 && now.epoch() == before.epoch()) {
            result.complete(null);
            return;
        }
        String reason = failure == null ? "another member leads by now" : Failures.reason(failure);
        result.completeExceptionally(new IOException("the group's log does not take it: " + reason, failure));
        if (told instanceof Leading leading && leading.epoch() == before.epoch() && before.electors() == 0) {
            retreat.rest(System.nanoTime());
            look();
        }
    }

    /**
     * Hands over to another member, if this one leads and takes it for known that a third one, which has lost its log, has
     * some of it: Ratis never sends a follower again what it once had, but a new leader finds out anew what that is.
     */
    void renew(String forgetful) {
        DaemonThread.execute(thread, () -> {
            if (told instanceof Leading && node.seat().matched().getOrDefault(forgetful, -1L) >= 0) {
                log.info("{} has lost its log: this member hands over, for only a new leader sends it all", forgetful);
                handOver();
            }
        });
    }

    /** Hands over to another member, if this one leads: that one may do better. */
    void resign(Reason reason) {
        DaemonThread.execute(thread, () -> {
            if (!(told instanceof Leading) || node.seat().heir().isEmpty()) {
                return;
            }
            if (reason == Reason.DESERTED) {
                log.warn(
                        "most slaves have fallen silent at once: this member hands over, for another one may reach them");
                handOver();
            } else if (retreat.mayDoubtItself(System.nanoTime())) {
                log.error(
                        "this member's own clock runs as no clock can, and nobody is corrected: it hands over; repair its machine's clock");
                handOver();
            }
        });
    }

    /** Returns whether another member was asked. */
    private boolean handOver() {
        boolean asked = node.handOver(Outlook.HAND_OVER_MILLIS);
        if (asked) {
            retreat.awaitHeir(System.nanoTime());
        } else {
            retreat.rest(System.nanoTime());
        }
        look();
        return asked;
    }

    /**
     * Leads no more: its slaves wait at the doors of the others, while one of these is elected. Completes when that one
     * has taken over, if this one led and another one can, or after about a second.
     */
    CompletableFuture<Void> leave() {
        DaemonThread.execute(thread, () -> {
            retreat.leave();
            if (!handOver()) {
                left.complete(null);
            }
        });
        return left.completeOnTimeout(null, 2 * Outlook.HAND_OVER_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Nobody leads any more, as far as this member can know. */
    void vacate() {
        DaemonThread.execute(thread, () -> {
            retreat.leave();
            tell(new Vacant(), System.nanoTime());
        });
    }

    /** Tells nothing more. */
    void end() {
        DaemonThread.stop(thread);
    }
}
