package io.campanile.master;

import io.campanile.core.LocalClock;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message.Redirect;
import io.campanile.core.round.Reception;
import io.campanile.core.round.Reception.Answer;
import io.campanile.core.round.Reception.Answer.Enter;
import io.campanile.core.round.Reception.Answer.SendOn;
import io.campanile.core.round.Reception.Answer.TurnAway;
import io.campanile.core.round.WaitingRoom;
import io.campanile.core.session.MasterSession;
import io.campanile.core.session.SessionConfig;
import io.campanile.core.session.SessionRecorder;
import io.campanile.master.Leadership.Following;
import io.campanile.master.Leadership.State;
import io.campanile.master.access.Doorkeeper;
import io.campanile.proto.datagram.Signpost;
import io.campanile.proto.seal.Nonces;
import io.netty.util.concurrent.EventExecutor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where connections of one event loop arrive: it outlives every term. The {@link Reception} decides what a slave is told that
 * says hello.
 *
 * <p>Other threads come in through the methods that return a future; everything else runs on the loop.
 */
final class Lobby implements Signpost {

    private static final Logger log = LoggerFactory.getLogger(Lobby.class);

    private static final long SWEEP_MILLIS = 500;
    private static final long ASK_AGAIN_MILLIS = 100;

    /** Slaves that waited are let in at this pace: each gets two messages. */
    private static final long PACE_NANOS = 50_000;

    private final EventExecutor loop;
    private final LocalClock clock;
    private final Doorkeeper door;
    private final Ancestry ancestry;
    private final SessionConfig sessions;
    private final SessionRecorder recorder;
    private final Tally tally = new Tally();

    /** Numbers for the probes that nobody can foretell. */
    private final Nonces nonces = new Nonces();

    /** Who has connected and has not yet answered a probe. */
    private final Map<MasterHandler, Stage> newcomers = new LinkedHashMap<>();

    /** Answers those of them who have said hello. */
    private final Reception<MasterHandler, Following> reception;

    private @Nullable SessionLoop term;

    /** How far somebody has come. */
    private enum Stage {
        /** Connected. */
        SILENT,
        /** It has said hello, and waits for its answer. */
        WAITING,
        /** It was let in, and probed. */
        PROBED
    }

    /**
     * Where nobody is yet.
     *
     * @param door looks at who says hello
     * @param ancestry knows whom this master follows
     * @param recorder hears what enters the sessions
     * @param maxSlaves as many have room: also while nobody leads, no more may wait
     */
    Lobby(
            EventExecutor loop,
            LocalClock clock,
            Doorkeeper door,
            Ancestry ancestry,
            SessionConfig sessions,
            SessionRecorder recorder,
            int maxSlaves) {
        this.loop = loop;
        this.clock = clock;
        this.door = door;
        this.ancestry = ancestry;
        this.sessions = sessions;
        this.recorder = recorder;
        this.reception = new Reception<>(Math.min(WaitingRoom.CAPACITY, maxSlaves), Following::epoch);
        loop.scheduleAtFixedRate(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    EventExecutor loop() {
        return loop;
    }

    /** What happens on this loop is counted here. */
    Tally tally() {
        return tally;
    }

    /** Looks at who says hello. */
    Doorkeeper door() {
        return door;
    }

    /** Whom this master follows. */
    Ancestry ancestry() {
        return ancestry;
    }

    /** What talks to a slave that has just connected to this loop. */
    MasterHandler newHandler() {
        return new MasterHandler(this, clock, new MasterSession(sessions, nonces, recorder, clock.nanos()));
    }

    /** Somebody connected. */
    void arrive(MasterHandler handler) {
        newcomers.put(handler, Stage.SILENT);
    }

    /** Somebody has gone. */
    void leave(MasterHandler handler) {
        newcomers.remove(handler);
        reception.leave(handler);
    }

    /** Somebody has said hello. */
    void ask(MasterHandler handler) {
        // Who has gone meanwhile is not put back.
        if (newcomers.replace(handler, Stage.WAITING) != null) {
            tell(handler, reception.ask(handler, handler.newerThan(), clock.nanos()));
        }
    }

    @Override
    public Optional<Redirect> onward(long nonce, long newerThan) {
        return reception.onward(newerThan).map(leader -> leader.redirect(nonce));
    }

    /** Somebody has said hello about whom nothing can be decided yet. */
    void askLater(MasterHandler handler) {
        loop.schedule(() -> ask(handler), ASK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tell(MasterHandler handler, Answer<Following> answer) {
        if (answer instanceof Enter<Following> && term != null) {
            newcomers.replace(handler, Stage.PROBED);
            handler.enter(term);
        } else if (answer instanceof SendOn<Following> on) {
            handler.redirect(on.leader());
        } else if (answer instanceof TurnAway<Following> away) {
            handler.end(away.reason(), away.detail());
        }
    }

    /** A term is open: who waits is let in. */
    CompletableFuture<Void> open(SessionLoop opened) {
        return CompletableFuture.runAsync(
                () -> {
                    term = opened;
                    answer(reception.open());
                },
                loop);
    }

    /** No term is open any more, or still none is: tells everybody who was in, and answers who waits. */
    CompletableFuture<Void> close(State now) {
        return CompletableFuture.runAsync(
                () -> {
                    SessionLoop ended = term;
                    term = null;
                    List<MasterHandler> waited = reception.close(now instanceof Following leader ? leader : null);
                    if (ended != null) {
                        ended.end(handler -> tell(handler, reception.dismissal()));
                    }
                    answer(waited);
                },
                loop);
    }

    private void answer(List<MasterHandler> waited) {
        Slices.start(
                loop,
                clock,
                waited,
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
                    List.copyOf(newcomers.keySet()).forEach(handler -> handler.end(reason, detail));
                    if (term != null) {
                        term.end(handler -> handler.end(reason, detail));
                    }
                },
                loop);
    }

    /** Does not depend on rounds: somebody who never answers a probe goes, however long a round is. */
    private void sweep() {
        try {
            long now = clock.nanos();
            reception.overdue(now).forEach(handler -> tell(handler, reception.overdue()));
            newcomers.keySet().removeIf(MasterHandler::isProven);
            Map.copyOf(newcomers).forEach((handler, stage) -> {
                if (stage != Stage.WAITING) {
                    handler.expire(now);
                }
            });
        } catch (RuntimeException e) {
            // One that gets out ends the timer.
            log.error("could not look after those who have just come; trying again", e);
        }
    }
}
