package io.campanile.master;

import io.campanile.core.LocalClock;
import io.campanile.core.ensemble.ClockReport;
import io.campanile.core.ensemble.RoundCoordinator;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.protocol.Corrections;
import io.campanile.core.protocol.RoundSchedule;
import io.campanile.slave.ClusterClock;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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
    private final LocalClock local;
    private final ClusterClock cluster;
    private final RoundLog roundLog = new RoundLog();
    private volatile MasterStatus status;

    // Of the loop.
    private long number;
    private RoundSchedule schedule;
    private boolean stopped;

    RoundDriver(
            EventExecutor loop,
            List<SessionLoop> sessionLoops,
            SlaveRegistry registry,
            MasterOptions options,
            LocalClock local,
            ClusterClock cluster) {
        this.loop = loop;
        this.sessionLoops = sessionLoops;
        this.registry = registry;
        this.coordinator = new RoundCoordinator(options.ensemble());
        this.local = local;
        this.cluster = cluster;
        this.schedule = new RoundSchedule(local.nanos(), options.session().roundNanos());
        this.status = new MasterStatus(registry.epoch(), null, List.of());
    }

    void start() {
        loop.execute(this::open);
    }

    CompletableFuture<Void> stop() {
        return CompletableFuture.runAsync(() -> stopped = true, loop);
    }

    /** What the last round left behind; for any thread. */
    MasterStatus status() {
        return status;
    }

    private void open() {
        if (stopped) {
            return;
        }
        number++;
        sessionLoops.forEach(l -> l.startRound(number, schedule));
        at(schedule.deadlineNanos(), this::close);
    }

    private void close() {
        if (schedule.isOver(local.nanos())) {
            log.warn("round {} was abandoned: this process was suspended or starved of CPU", number);
            next();
            return;
        }
        all(SessionLoop::closeRound)
                .thenApplyAsync(this::decide, loop)
                .thenCompose(this::carryOut)
                .whenCompleteAsync(
                        (done, failure) -> {
                            if (failure != null) {
                                log.error("round {} failed", number, failure);
                            }
                            next();
                        },
                        loop);
    }

    private RoundResult decide(List<ClockReport> reports) {
        return coordinator.close(number, registry.epoch(), local.nanos(), reports);
    }

    private CompletableFuture<Void> carryOut(RoundResult result) {
        return all(l -> l.conclude(result))
                .thenAcceptAsync(
                        slaves -> {
                            if (result.steers()) {
                                long now = local.nanos();
                                cluster.steer(Corrections.ofMaster(
                                        result, cluster.state(now).mapping(), now));
                            }
                            status = new MasterStatus(result.report().epoch(), result.report(), slaves);
                            roundLog.note(result.report());
                        },
                        loop);
    }

    private void next() {
        schedule = schedule.next(local.nanos());
        at(schedule.startNanos(), this::open);
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
