package io.campanile.master;

import io.campanile.core.LocalClock;
import io.campanile.core.ensemble.ClockReport;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.protocol.GoodbyeReason;
import io.campanile.core.protocol.RoundSchedule;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The sessions of one event loop, and its part of each round. Other threads come in through the methods that return a
 * future; everything else runs on the loop.
 */
final class SessionLoop {

    private static final long SWEEP_MILLIS = 500;

    private final EventExecutor loop;
    private final LocalClock clock;
    private final Set<MasterHandler> connected = new LinkedHashSet<>();

    private long round;
    private RoundSchedule schedule = new RoundSchedule(0, 1);
    private List<MasterHandler> toProbe = List.of();
    private int probed;

    SessionLoop(EventExecutor loop, LocalClock clock) {
        this.loop = loop;
        this.clock = clock;
        loop.scheduleAtFixedRate(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    void add(MasterHandler handler) {
        connected.add(handler);
    }

    void remove(MasterHandler handler) {
        connected.remove(handler);
    }

    long currentRound() {
        return round;
    }

    /** Starts the bursts of a round, evenly over its first part. */
    CompletableFuture<Void> startRound(long number, RoundSchedule roundSchedule) {
        return CompletableFuture.runAsync(
                () -> {
                    round = number;
                    schedule = roundSchedule;
                    toProbe = active();
                    probed = 0;
                    probeDue(number);
                },
                loop);
    }

    private void probeDue(long number) {
        if (number != round) {
            return;
        }
        int count = toProbe.size();
        while (probed < count && schedule.burstAt(probed, count) <= clock.nanos()) {
            toProbe.get(probed++).startBurst(number);
        }
        if (probed < count) {
            long wait = schedule.burstAt(probed, count) - clock.nanos();
            loop.schedule(() -> probeDue(number), Math.max(0, wait), TimeUnit.NANOSECONDS);
        }
    }

    /** Closes the round: a report of every slave that was let in. */
    CompletableFuture<List<ClockReport>> closeRound() {
        return call(() -> active().stream().map(MasterHandler::closeRound).toList());
    }

    /** Sends every slave its correction. */
    CompletableFuture<List<SlaveStatus>> conclude(RoundResult result) {
        return call(() ->
                active().stream().flatMap(h -> h.conclude(result).stream()).toList());
    }

    /** Says goodbye to everybody. */
    CompletableFuture<Void> end(GoodbyeReason reason, String detail) {
        return CompletableFuture.runAsync(() -> List.copyOf(connected).forEach(h -> h.end(reason, detail)), loop);
    }

    private <T> CompletableFuture<T> call(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, loop);
    }

    private List<MasterHandler> active() {
        List<MasterHandler> active = new ArrayList<>(connected.size());
        for (MasterHandler handler : connected) {
            if (handler.isActive()) {
                active.add(handler);
            }
        }
        return active;
    }

    private void sweep() {
        long now = clock.nanos();
        List.copyOf(connected).forEach(h -> h.expire(now));
    }
}
