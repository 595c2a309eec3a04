package io.campanile.slave;

import io.campanile.clock.ClusterClock;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Lineage;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Redirect;
import io.campanile.core.session.MasterChoice;
import io.campanile.core.session.MasterChoice.Attempt;
import io.campanile.slave.SlaveHandler.Ending;
import io.campanile.slave.Witnesses.Bench;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a {@link ClusterClock} connected: carries out what {@link MasterChoice} decides. The clock goes on serving through
 * all of it.
 *
 * <p>One event loop does all the work; any thread may start and close it.
 */
final class Reconnector {

    private final SlaveParts parts;
    private final EventLoop loop;
    private final Dialer dialer;
    private final Witnesses witnesses;
    private final Lookout lookout;
    private final CompletableFuture<Void> free = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final CompletableFuture<ClassPathException> hopeless = new CompletableFuture<>();

    // The event loop alone uses these.
    private final MasterChoice<InetSocketAddress> choice;
    private final SearchLog log;
    private final Set<Line> lines = new LinkedHashSet<>();
    private @Nullable Line session;
    private @Nullable ScheduledFuture<?> next;
    private long welcomedAt;
    private boolean closing;

    /**
     * A slave's end that is not connected yet.
     *
     * @param choice which master, and when; it becomes this object's own
     * @param parts what its sessions have in common
     * @param loop does the work; stays the caller's
     * @param dialer opens its connections, on {@code loop}
     * @param witnesses who can be asked about a master
     * @param log is told how it goes
     */
    Reconnector(
            MasterChoice<InetSocketAddress> choice,
            SlaveParts parts,
            EventLoop loop,
            Dialer dialer,
            Witnesses witnesses,
            SearchLog log) {
        this.choice = choice;
        this.parts = parts;
        this.loop = loop;
        this.dialer = dialer;
        this.witnesses = witnesses;
        this.lookout = new Lookout(witnesses, parts.clock(), loop, log);
        this.log = log;
    }

    /** Starts connecting, and never stops trying until {@link #close}, unless it is {@link #hopeless}. */
    void start() {
        loop.execute(this::carryOn);
    }

    /** Says goodbye. Idempotent; completes when every connection is closed, after about a second at most. */
    CompletionStage<Void> close() {
        loop.execute(this::end);
        return closed;
    }

    private void end() {
        closing = true;
        if (next != null) {
            next.cancel(false);
        }
        List.copyOf(lines).forEach(Line::giveUp);
        lookout.followsNobody(false);
        free.complete(null);
        completeIfClosed();
    }

    /** Completes when it has ended by itself, since no attempt can ever succeed. */
    CompletionStage<ClassPathException> hopeless() {
        return hopeless;
    }

    private void end(ClassPathException why) {
        end();
        hopeless.complete(why);
    }

    /** Completes when the clock is free: {@link #close} was called, and no session corrects it any more. */
    CompletionStage<Void> free() {
        return free;
    }

    private void completeIfClosed() {
        if (closing && lines.isEmpty()) {
            closed.complete(null);
        }
    }

    /** Begins the attempts that are due, and comes back when the next one is. */
    private void carryOn() {
        if (closing) {
            return;
        }
        for (Attempt<InetSocketAddress> attempt : choice.due(now())) {
            Line line = new Line(attempt);
            lines.add(line);
            line.approach.start();
        }
        if (next != null) {
            next.cancel(false);
        }
        long nextAt = choice.nextAtNanos();
        next = nextAt == MasterChoice.NEVER
                ? null
                : loop.schedule(this::carryOn, Math.max(0, nextAt - now()), TimeUnit.NANOSECONDS);
    }

    private long now() {
        return loop.ticker().nanoTime();
    }

    /** One attempt at a master, and its connections. */
    private final class Line implements ApproachListener {

        private final Attempt<InetSocketAddress> attempt;
        private final Approach approach;
        private boolean givenUp;

        Line(Attempt<InetSocketAddress> attempt) {
            this.attempt = attempt;
            Bench bench = witnesses.besides(attempt.master());
            this.approach = new Approach(
                    attempt.master(),
                    dialer,
                    loop,
                    to -> new SlaveHandler(parts, attempt.seeksNewer(), bench, to),
                    this);
        }

        /** Ends its session at once, if it has one, and its connections as soon as the goodbyes are out. */
        void giveUp() {
            givenUp = true;
            approach.giveUp();
        }

        @Override
        public void welcomed(long epoch) {
            Line before = session;
            List<Attempt<InetSocketAddress>> losers = choice.welcomed(attempt, epoch, now());
            List.copyOf(lines).stream()
                    .filter(line -> losers.contains(line.attempt))
                    .forEach(Line::giveUp);
            if (!givenUp) {
                session = this;
                welcomedAt = now();
                lookout.follows(attempt.master());
                if (before != null) {
                    log.moved(before.attempt.master(), attempt.master());
                }
            }
            carryOn();
        }

        @Override
        public Optional<String> descends(Lineage lineage) {
            return session == this ? log.descends(lineage) : Optional.empty();
        }

        @Override
        public void quiet() {
            choice.quiet(attempt, now());
            carryOn();
        }

        @Override
        public void heard() {
            choice.heard(attempt);
            carryOn();
        }

        @Override
        public void over() {
            lines.remove(this);
            completeIfClosed();
        }

        @Override
        public void hopeless(ClassPathException why) {
            end(why);
        }

        @Override
        public void failed(Failure how, Ending ending) {
            if (how == Failure.UNREACHABLE) {
                log.unreachable(attempt.master(), ending.reason());
            } else {
                log.ended(attempt.master(), ending);
            }
            if (how == Failure.REFUSED) {
                choice.refused(attempt, now());
            } else {
                choice.ended(attempt, now());
            }
            carryOn();
        }

        @Override
        public void ended(SlaveHandler by, Ending how) {
            Redirect redirect = how.redirect().orElse(null);
            if (session == this) {
                session = null;
                lookout.followsNobody(now() - welcomedAt >= MasterChoice.PROVEN_NANOS);
            }
            if (redirect == null) {
                onEnd(by, how);
            } else {
                onRedirect(InetSocketAddress.createUnresolved(redirect.host(), redirect.port()), redirect.epoch());
            }
            carryOn();
        }

        private void onRedirect(InetSocketAddress leader, long epoch) {
            if (choice.redirected(attempt, leader, epoch, now())) {
                log.sentOn(attempt.master(), leader);
            } else if (session == null) {
                log.astray(attempt.master(), leader);
            }
        }

        private void onEnd(SlaveHandler by, Ending how) {
            Optional<GoodbyeReason> said = how.goodbye().map(Goodbye::reason);
            if (said.equals(Optional.of(GoodbyeReason.SUPERSEDED))) {
                choice.superseded(attempt, now());
            } else if (by.isDistrusting()) {
                choice.distrusted(attempt, now());
            } else {
                choice.ended(attempt, now());
            }
            log.ended(attempt.master(), how);
        }
    }
}
