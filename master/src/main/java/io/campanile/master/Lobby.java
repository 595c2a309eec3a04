package io.campanile.master;

import io.campanile.core.LocalClock;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.round.WaitingRoom;
import io.campanile.master.Leadership.Following;
import io.campanile.master.Leadership.State;
import io.campanile.master.Leadership.Vacant;
import io.netty.util.concurrent.EventExecutor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where connections of one event loop arrive: it outlives every term. A hello goes to the term that is open; while none is,
 * its slave is sent on to the leader, if there is one, or else waits for some time.
 *
 * <p>Other threads come in through the methods that return a future; everything else runs on the loop.
 */
final class Lobby {

    private static final long SWEEP_MILLIS = 500;

    /** Slaves that waited are let in at this pace: each gets two messages. */
    private static final long PACE_NANOS = 50_000;

    private static final State NOBODY = new Vacant();

    private final EventExecutor loop;
    private final LocalClock clock;
    private final Tally tally = new Tally();

    /** Who has connected and is not in. */
    private final Set<MasterHandler> strangers = new LinkedHashSet<>();

    /** Those of them who have said hello and wait. */
    private final WaitingRoom<MasterHandler> waiting = new WaitingRoom<>();

    private State state = NOBODY;
    private @Nullable SessionLoop term;

    Lobby(EventExecutor loop, LocalClock clock) {
        this.loop = loop;
        this.clock = clock;
        loop.scheduleAtFixedRate(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    EventExecutor loop() {
        return loop;
    }

    /** What happens on this loop is counted here. */
    Tally tally() {
        return tally;
    }

    /** Somebody connected. */
    void arrive(MasterHandler handler) {
        strangers.add(handler);
    }

    /** Somebody who was not let in has gone. */
    void leave(MasterHandler handler) {
        strangers.remove(handler);
        waiting.leave(handler);
    }

    /** Somebody has said hello. */
    void ask(MasterHandler handler) {
        if (term != null) {
            strangers.remove(handler);
            handler.enter(term);
        } else if (state instanceof Following leader) {
            handler.redirect(leader);
        } else if (!waiting.enter(handler, clock.nanos())) {
            String detail =
                    "nobody leads the cluster at the moment, and %d slaves wait here already: try another master, or again later"
                            .formatted(WaitingRoom.CAPACITY);
            handler.end(GoodbyeReason.FULL, detail);
        }
    }

    /** A term is open: who waits is let in. */
    CompletableFuture<Void> open(SessionLoop opened) {
        return CompletableFuture.runAsync(
                () -> {
                    term = opened;
                    answerWaiting();
                },
                loop);
    }

    /** No term is open any more, or still none is: tells everybody who was in, and answers who waits. */
    CompletableFuture<Void> close(State now) {
        return CompletableFuture.runAsync(
                () -> {
                    SessionLoop ended = term;
                    term = null;
                    state = now;
                    if (ended != null) {
                        ended.end(this::sendAway);
                    }
                    if (now instanceof Following) {
                        answerWaiting();
                    }
                },
                loop);
    }

    private void sendAway(MasterHandler handler) {
        if (state instanceof Following leader) {
            handler.redirect(leader);
        } else {
            handler.end(GoodbyeReason.SHUTDOWN, "this master no longer leads, and nobody else is known to: try again");
        }
    }

    private void answerWaiting() {
        Slices.start(
                loop,
                clock,
                waiting.empty(),
                handler -> {
                    ask(handler);
                    return Optional.empty();
                },
                PACE_NANOS);
    }

    /** Says goodbye to everybody: the process ends. */
    CompletableFuture<Void> end(GoodbyeReason reason, String detail) {
        return CompletableFuture.runAsync(
                () -> {
                    List.copyOf(strangers).forEach(handler -> handler.end(reason, detail));
                    if (term != null) {
                        term.end(handler -> handler.end(reason, detail));
                    }
                },
                loop);
    }

    private void sweep() {
        long now = clock.nanos();
        waiting.overdue(now)
                .forEach(handler -> handler.end(
                        GoodbyeReason.SHUTDOWN,
                        "nobody leads the cluster at the moment: try another master, or again later"));
        List.copyOf(strangers).forEach(handler -> handler.expire(now));
    }
}
