package io.campanile.master;

import io.campanile.core.LocalClock;
import io.campanile.core.ensemble.ClockReport;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.round.Origin;
import io.campanile.core.round.ProbeQueue;
import io.campanile.core.round.Roster;
import io.campanile.core.round.Roster.Admission;
import io.campanile.core.round.Round;
import io.campanile.core.round.SecondMasterWatch;
import io.campanile.proto.datagram.PeerChannel;
import io.netty.channel.Channel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The slaves of one event loop that are in during a term, and this loop's part of each round. Other threads come in through
 * the methods that return a future; everything else runs on the loop.
 */
final class SessionLoop {

    private static final Logger log = LoggerFactory.getLogger(SessionLoop.class);

    /** Corrections go out at this pace, faster if they would not be out in most of a round. */
    private static final long PACE_NANOS = 25_000;

    private static final double MOST_OF_A_ROUND = 0.8;

    private final EventExecutor loop;
    private final LocalClock clock;
    private final Roster<MasterHandler> roster;
    private final Announcements announcements;
    private final LostSlaves lost;
    private final SecondMasterWatch others;
    private final ProbeQueue<MasterHandler> probes;
    private @Nullable ScheduledFuture<?> probing;
    private Runnable answered = () -> {};

    /**
     * A loop without slaves.
     *
     * @param before the round before the first one
     */
    SessionLoop(
            EventExecutor loop,
            LocalClock clock,
            Roster<MasterHandler> roster,
            Announcements announcements,
            LostSlaves lost,
            SecondMasterWatch others,
            Round before) {
        this.loop = loop;
        this.clock = clock;
        this.roster = roster;
        this.announcements = announcements;
        this.lost = lost;
        this.others = others;
        this.probes = new ProbeQueue<>(before, new SplittableRandom());
    }

    /** The slaves that are in, over all event loops. */
    Roster<MasterHandler> roster() {
        return roster;
    }

    /** What the slaves that are in announce to one another. */
    Announcements announcements() {
        return announcements;
    }

    /** Which slaves have ended without a goodbye. */
    LostSlaves lost() {
        return lost;
    }

    /**
     * Decides on a hello. Empty while it is not known whether a slave of the same name and place is alive, or has been killed and says this
     * hello: over a connection the system tells that at once.
     */
    Optional<Admission<MasterHandler>> admit(Hello hello, Channel channel, MasterHandler handler) {
        Origin origin = PeerOrigin.of(channel);
        long now = clock.nanos();
        long roundNanos = probes.round().schedule().roundNanos();
        Optional<Pulse> namesake = roster.namesake(hello, origin).map(other -> other.pulse);
        boolean undecided = channel instanceof PeerChannel
                && namesake.filter(other -> handler.pulse.waitsFor(other, now, roundNanos))
                        .isPresent();
        if (undecided) {
            return Optional.empty();
        }
        others.note(hello, now).ifPresent(other -> log.warn(other.sentence()));
        return Optional.of(roster.admit(hello, origin, handler, other -> other.pulse.isGone(now, roundNanos)));
    }

    /** A slave was let in: it need not wait for the next round to be measured. */
    void join(MasterHandler handler) {
        probes.join(handler);
        handler.probe(probes.round(), clock.nanos());
    }

    /** A slave that was let in has gone. */
    void leave(MasterHandler handler) {
        probes.leave(handler);
        roster.leave(handler.name(), handler);
    }

    /**
     * The next round opens: its probes are due from now on.
     *
     * @param answered is told of each slave that has answered all of its probes
     */
    CompletableFuture<Void> open(Round next, Runnable answered) {
        return CompletableFuture.runAsync(
                () -> {
                    this.answered = answered;
                    cancelProbing();
                    probes.open(next);
                    probeDue();
                },
                loop);
    }

    /** A slave has answered all of its probes of a round. */
    void answered() {
        answered.run();
    }

    private void probeDue() {
        Round round = probes.round();
        long now = clock.nanos();
        for (MasterHandler handler : probes.due(now)) {
            handler.probe(round, now);
        }
        long next = probes.nextAtNanos(clock.nanos());
        if (next != ProbeQueue.NEVER) {
            probing = loop.schedule(this::probeDue, next - clock.nanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void cancelProbing() {
        if (probing != null) {
            probing.cancel(false);
        }
    }

    /** What every slave that is in has to report of the round that is to be closed. */
    CompletableFuture<List<ClockReport>> report() {
        return each(MasterHandler::report, 0);
    }

    /**
     * Has every slave corrected as the round decided.
     *
     * @param immediate whether now, and not by its next probe, as all but the first one of a session
     */
    CompletableFuture<List<SlaveStatus>> correct(RoundResult result, boolean immediate) {
        return each(handler -> handler.correct(result, immediate), immediate ? PACE_NANOS : 0);
    }

    private <T> CompletableFuture<List<T>> each(Function<MasterHandler, Optional<T>> work, long paceNanos) {
        return CompletableFuture.supplyAsync(() -> slices(work, paceNanos), loop)
                .thenCompose(results -> results);
    }

    private <T> CompletableFuture<List<T>> slices(Function<MasterHandler, Optional<T>> work, long paceNanos) {
        List<MasterHandler> everybody = probes.everybody();
        double most = MOST_OF_A_ROUND * probes.round().schedule().roundNanos() / Math.max(1, everybody.size());
        return Slices.start(loop, clock, everybody, work, Math.min(paceNanos, (long) most));
    }

    /** The term is over: has everybody hear so, and probes nobody any more. On the loop. */
    void end(Consumer<MasterHandler> lastWord) {
        cancelProbing();
        probes.members().forEach(lastWord);
    }
}
