package io.campanile.master;

import io.campanile.core.LocalClock;
import io.campanile.core.discipline.CorrectedClock;
import io.campanile.core.discipline.Decision;
import io.campanile.core.discipline.Decision.Applied;
import io.campanile.core.ensemble.ClockReport;
import io.campanile.core.ensemble.RoundCoordinator;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.round.RoundSchedule;
import io.campanile.core.session.Corrections;
import io.campanile.core.session.SessionConfig;
import io.campanile.master.Tally.Event;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the rounds: starts the bursts, closes at the deadline whoever is missing, lets the coordinator decide, has the
 * corrections sent, and corrects the master's own clock last.
 *
 * <p>Runs on an event loop of its own, so that no slave's traffic delays a round, nor a large round the traffic.
 */
final class RoundDriver {

    private static final Logger log = LoggerFactory.getLogger(RoundDriver.class);

    private final EventExecutor loop;
    private final List<SessionLoop> sessionLoops;
    private final SlaveRegistry registry;
    private final RoundCoordinator coordinator;
    private final SessionConfig limits;
    private final LocalClock local;
    private final CorrectedClock cluster;
    private final RoundLog roundLog = new RoundLog();
    private final Tally tally = new Tally();
    private volatile MasterStatus status;
    private volatile Consumer<MasterStatus> listener = told -> {};

    // Of the loop.
    private Round round;
    private CompletableFuture<Void> concluded = CompletableFuture.completedFuture(null);

    /** Set by the loop; a round that is cut short by the end of the session loops is no failure. */
    private volatile boolean stopped;

    RoundDriver(
            EventExecutor loop,
            List<SessionLoop> sessionLoops,
            SlaveRegistry registry,
            MasterConfig options,
            LocalClock local,
            CorrectedClock cluster) {
        this.loop = loop;
        this.sessionLoops = sessionLoops;
        this.registry = registry;
        this.coordinator = new RoundCoordinator(options.ensemble());
        this.limits = options.session();
        this.local = local;
        this.cluster = cluster;
        this.round = before(limits, local.nanos());
        this.status = new MasterStatus(registry.epoch(), round.probes(), null, 0, List.of());
    }

    /** The round that every first one follows. */
    static Round before(SessionConfig limits, long nowNanos) {
        return round(0, new RoundSchedule(nowNanos, limits.roundNanos()), limits, 0, 1);
    }

    private static Round round(long number, RoundSchedule schedule, SessionConfig limits, int slaves, int loops) {
        int probes = limits.burst().probes(slaves, limits.roundNanos(), loops);
        return new Round(number, schedule, probes, limits.isPrompt(slaves));
    }

    /** Opens the first round; completes when every loop is in it. */
    CompletableFuture<Void> start() {
        return CompletableFuture.supplyAsync(() -> open(new RoundSchedule(local.nanos(), limits.roundNanos())), loop)
                .thenCompose(opened -> opened);
    }

    CompletableFuture<Void> stop() {
        return CompletableFuture.runAsync(() -> stopped = true, loop);
    }

    /** What the last round left behind; for any thread. */
    MasterStatus status() {
        return status;
    }

    /** Tells one listener of each round's status; it is called by the loop and must not block. */
    void onRound(Consumer<MasterStatus> told) {
        listener = told;
    }

    /** What it counts. */
    Tally tally() {
        return tally;
    }

    private CompletableFuture<Void> open(RoundSchedule schedule) {
        if (stopped) {
            return CompletableFuture.completedFuture(null);
        }
        round = round(round.number() + 1, schedule, limits, registry.size(), sessionLoops.size());
        at(schedule.deadlineNanos(), this::close);
        return CompletableFuture.allOf(
                sessionLoops.stream().map(l -> l.startRound(round)).toArray(CompletableFuture<?>[]::new));
    }

    private void close() {
        if (round.schedule().isOver(local.nanos())) {
            tally.count(Event.ROUND_ABANDONED);
            log.warn("round {} was abandoned: this process was suspended or starved of CPU", round.number());
            next();
            return;
        }
        // In a large cluster the last round's corrections may still be on their way out.
        concluded
                .thenCompose(done -> all(SessionLoop::closeRound))
                .thenAcceptAsync(reports -> concluded = logged(carryOut(decide(reports))), loop)
                // Where the next probes bring the corrections, they wait for them.
                .thenCompose(done -> round.prompt() ? CompletableFuture.completedFuture(null) : concluded)
                .whenCompleteAsync(
                        (done, failure) -> {
                            logFailure(failure);
                            next();
                        },
                        loop);
    }

    private RoundResult decide(List<ClockReport> reports) {
        return coordinator.close(round.number(), registry.epoch(), local.nanos(), reports);
    }

    private CompletableFuture<Void> carryOut(RoundResult result) {
        Round of = round;
        return all(l -> l.conclude(result, of.prompt()))
                .thenAcceptAsync(
                        slaves -> {
                            if (result.corrects()) {
                                correctOwnClock(result);
                            }
                            roundLog.note(result.report());
                            tally.round(result.report().outcome());
                            long duration = local.nanos() - of.schedule().startNanos();
                            publish(new MasterStatus(
                                    result.report().epoch(), of.probes(), result.report(), duration, slaves));
                        },
                        loop);
    }

    private void correctOwnClock(RoundResult result) {
        long now = local.nanos();
        Decision decision =
                cluster.correct(Corrections.ofMaster(result, cluster.state(now).mapping(), now));
        if (decision instanceof Applied applied && applied.steppedNanos() != 0) {
            tally.count(Event.OWN_STEP);
        }
    }

    private void publish(MasterStatus next) {
        status = next;
        listener.accept(next);
    }

    /** Completes normally, whatever happens. */
    private CompletableFuture<Void> logged(CompletableFuture<Void> work) {
        return work.whenComplete((done, failure) -> logFailure(failure))
                .handle((done, failure) -> failure == null)
                .thenAccept(successful -> {});
    }

    private void logFailure(@Nullable Throwable failure) {
        if (failure != null && !stopped) {
            log.error("round {} failed", round.number(), failure);
        }
    }

    private void next() {
        RoundSchedule next = round.schedule().next(local.nanos());
        at(next.startNanos(), () -> open(next));
    }

    private void at(long localNanos, Runnable work) {
        loop.schedule(work, Math.max(0, localNanos - local.nanos()), TimeUnit.NANOSECONDS);
    }

    /** Asks every loop for a list and joins them. */
    private <T> CompletableFuture<List<T>> all(Function<SessionLoop, CompletableFuture<List<T>>> question) {
        List<CompletableFuture<List<T>>> answers =
                sessionLoops.stream().map(question).toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .thenApply(
                        done -> answers.stream().flatMap(a -> a.join().stream()).toList());
    }
}
