package io.campanile.master;

import io.campanile.clock.DisciplinedClock;
import io.campanile.core.LocalClock;
import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.Decision;
import io.campanile.core.discipline.Decision.Applied;
import io.campanile.core.ensemble.ClockReport;
import io.campanile.core.ensemble.Outside;
import io.campanile.core.ensemble.OwnClock;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.round.Recollection;
import io.campanile.core.round.Roster;
import io.campanile.core.round.Round;
import io.campanile.core.round.Rounds;
import io.campanile.core.round.Rounds.Step;
import io.campanile.core.round.Rounds.Step.Abandon;
import io.campanile.core.round.Rounds.Step.Open;
import io.campanile.core.round.Rounds.Step.Report;
import io.campanile.core.round.Rounds.Step.Wait;
import io.campanile.master.Leadership.Reason;
import io.campanile.master.Tally.Event;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out a term's {@link Rounds}: has the session loops probe, report and correct, and applies the master's own
 * correction.
 *
 * <p>Runs on an event loop of its own, so that no slave's traffic delays a round, nor a large round the traffic.
 */
final class RoundDriver {

    private static final Logger log = LoggerFactory.getLogger(RoundDriver.class);

    private final EventExecutor loop;
    private final List<SessionLoop> sessionLoops;
    private final Roster<MasterHandler> roster;
    private final Rounds rounds;
    private final DisciplinedClock cluster;
    private final LocalClock local;
    private final Tally tally;
    private final Consumer<MasterStatus> publisher;
    private final LostSlaves lost;
    private final Leadership leadership;
    private final Recollection recollection;
    private final RoundLog roundLog;
    private final MasterStatus before;
    private final LongFunction<Outside> outside;

    // The loop alone uses these.
    private CompletableFuture<Void> opened = CompletableFuture.completedFuture(null);
    private boolean awaitsConclusion;
    private @Nullable ScheduledFuture<?> timer;

    /** Set by the loop; a round that is cut short by the end of the session loops is no failure. */
    private volatile boolean stopped;

    RoundDriver(
            EventExecutor loop,
            List<SessionLoop> sessionLoops,
            Roster<MasterHandler> roster,
            Rounds rounds,
            DisciplinedClock cluster,
            LostSlaves lost,
            Tally tally,
            Consumer<MasterStatus> publisher,
            Leadership leadership,
            int remembered,
            LongFunction<Outside> outside) {
        this.loop = loop;
        this.sessionLoops = sessionLoops;
        this.roster = roster;
        this.rounds = rounds;
        this.cluster = cluster;
        this.local = cluster.local();
        this.tally = tally;
        this.publisher = publisher;
        this.lost = lost;
        this.leadership = leadership;
        this.outside = outside;
        this.recollection = new Recollection(remembered);
        this.before = MasterStatus.beforeTheFirstRound(
                roster.epoch(), rounds.current().probes());
        this.roundLog = new RoundLog(before);
    }

    /** Opens the first round; completes when every session loop is in it. */
    CompletableFuture<Void> start() {
        return CompletableFuture.supplyAsync(
                        () -> {
                            publisher.accept(before);
                            step();
                            return opened;
                        },
                        loop)
                .thenCompose(inIt -> inIt);
    }

    /** Ends the rounds; completes when nothing is decided any more. */
    CompletableFuture<Void> stop() {
        return CompletableFuture.runAsync(
                () -> {
                    stopped = true;
                    if (timer != null) {
                        timer.cancel(false);
                    }
                },
                loop);
    }

    /** Whatever goes wrong, the rounds go on: nobody would notice that they do not. */
    private void step() {
        try {
            decide();
        } catch (RuntimeException | Error e) {
            log.error("the rounds could not go on; trying again in a second", e);
            timer = loop.schedule(this::step, 1, TimeUnit.SECONDS);
        }
    }

    private void decide() {
        if (stopped) {
            return;
        }
        Step step = rounds.step(local.nanos(), roster.size());
        if (step instanceof Wait wait) {
            long nanos = Math.max(0, wait.untilNanos() - local.nanos());
            timer = loop.schedule(this::step, nanos, TimeUnit.NANOSECONDS);
        } else if (step instanceof Open open) {
            opened = CompletableFuture.allOf(sessionLoops.stream()
                    .map(l -> l.open(open.round(), heard(open.round())))
                    .toArray(CompletableFuture<?>[]::new));
            step();
        } else if (step instanceof Report report) {
            report(report.round());
        } else if (step instanceof Abandon abandon) {
            tally.count(Event.ROUND_ABANDONED);
            log.warn(
                    "round {} was abandoned: this process was suspended or starved of CPU",
                    abandon.round().number());
            step();
        } else {
            awaitsConclusion = true;
        }
    }

    /** What is done when a slave has answered: in most rounds nothing, since they are closed at their deadline. */
    private Runnable heard(Round round) {
        return round.brief() ? () -> loop.execute(() -> answered(round)) : () -> {};
    }

    private void answered(Round round) {
        if (rounds.answered(round.number(), roster.size())) {
            if (timer != null) {
                timer.cancel(false);
            }
            step();
        }
    }

    private void report(Round round) {
        all(SessionLoop::report)
                .thenAcceptAsync(reports -> close(round, reports), loop)
                .whenCompleteAsync(
                        (done, failure) -> {
                            giveUpOn(round, failure);
                            step();
                        },
                        loop);
    }

    private void close(Round round, List<ClockReport> reports) {
        if (stopped) {
            return;
        }
        long now = local.nanos();
        RoundResult result = rounds.close(roster.epoch(), now, reports, outside.apply(now), OwnClock.of(local, now));
        remember(rounds.electors())
                .thenCompose(done -> all(sessions -> sessions.correct(result, round.immediate())))
                .thenAcceptAsync(slaves -> conclude(round, result, slaves), loop)
                .whenCompleteAsync(
                        (done, failure) -> {
                            giveUpOn(round, failure);
                            if (awaitsConclusion) {
                                awaitsConclusion = false;
                                step();
                            }
                        },
                        loop);
    }

    /** Completes when slaves may be corrected. */
    private CompletableFuture<Void> remember(int electors) {
        Recollection.Entry entry = recollection.note(electors);
        if (entry.electors().isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> written = leadership.remember(entry.electors().getAsInt());
        if (!entry.first()) {
            // As good without it: the next number is written again.
            return CompletableFuture.completedFuture(null);
        }
        return written.exceptionallyCompose(failure -> CompletableFuture.runAsync(() -> isOver(failure), loop));
    }

    /** Nobody was told of the time that this term has founded, and nobody will be: the leadership ends the term. */
    private void isOver(Throwable failure) {
        if (!stopped) {
            log.warn("nobody is corrected: that there is a cluster time cannot be remembered: {}", reason(failure));
            stopped = true;
        }
        throw new CompletionException(failure);
    }

    private static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return String.valueOf(cause.getMessage());
    }

    private void conclude(Round round, RoundResult result, List<SlaveStatus> slaves) {
        if (stopped) {
            return;
        }
        long now = local.nanos();
        rounds.conclude(cluster.state(now).mapping(), now, OwnClock.of(local, now))
                .ifPresent(this::correctOwnClock);
        if (rounds.isDeserted()) {
            leadership.resign(Reason.DESERTED);
        } else if (rounds.isOutOfStep()) {
            leadership.resign(Reason.OUT_OF_STEP);
        }
        tally.round(result.report().outcome());
        long duration = local.nanos() - round.schedule().startNanos();
        List<SlaveStatus> lostNow = lost.besides(slaves);
        MasterStatus status =
                new MasterStatus(result.report().epoch(), round.probes(), result.report(), duration, slaves, lostNow);
        roundLog.note(status);
        publisher.accept(status);
    }

    private void correctOwnClock(Correction correction) {
        Decision decision = cluster.correct(correction);
        if (decision instanceof Applied applied && applied.steppedNanos() != 0) {
            tally.count(Event.OWN_STEP);
        }
    }

    private void giveUpOn(Round round, @Nullable Throwable failure) {
        if (failure != null && !stopped) {
            log.error("round {} failed", round.number(), failure);
            rounds.abandon(local.nanos());
        }
    }

    /** Asks every session loop for a list and joins them. */
    private <T> CompletableFuture<List<T>> all(Function<SessionLoop, CompletableFuture<List<T>>> question) {
        List<CompletableFuture<List<T>>> answers =
                sessionLoops.stream().map(question).toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .thenApply(
                        done -> answers.stream().flatMap(a -> a.join().stream()).toList());
    }
}
