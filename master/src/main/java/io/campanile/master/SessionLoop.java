package io.campanile.master;

import io.campanile.core.LocalClock;
import io.campanile.core.ensemble.ClockReport;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.message.GoodbyeReason;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The sessions of one event loop, and its part of each round. Other threads come in through the methods that return a
 * future; everything else runs on the loop.
 *
 * <p>What concerns every slave is done in slices, so that a message that comes in meanwhile is stamped in time.
 */
final class SessionLoop {

    private static final long SWEEP_MILLIS = 500;

    /** What is done at once: for reports some tens of microseconds, for corrections, each a message, some hundreds. */
    private static final int SLICE = 64;

    /** Corrections go out at this pace, faster if they would not be out in most of a round. */
    private static final long PACE_NANOS = 25_000;

    private static final double MOST_OF_A_ROUND = 0.8;

    /** Who is to be corrected within this is corrected together. */
    private static final long PAUSE_NANOS = 200_000;

    /** Who is to be probed within this is probed together: a timer costs more than a probe. */
    private static final long LEAST_WAIT_NANOS = 100_000;

    private final EventExecutor loop;
    private final LocalClock clock;
    private final Set<MasterHandler> strangers = new LinkedHashSet<>();
    private final Set<MasterHandler> members = new LinkedHashSet<>();
    private final Random random = new Random();

    private final Tally tally = new Tally();
    private Round round;

    /** The members when the round started; so many of them have been probed in it. */
    private List<MasterHandler> present = List.of();

    private int probed;

    /** Who has joined since. */
    private final Set<MasterHandler> joined = new LinkedHashSet<>();

    SessionLoop(EventExecutor loop, LocalClock clock, Round before) {
        this.loop = loop;
        this.clock = clock;
        this.round = before;
        loop.scheduleAtFixedRate(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Somebody connected. */
    void add(MasterHandler handler) {
        strangers.add(handler);
    }

    /** And was let in. */
    void admit(MasterHandler handler) {
        strangers.remove(handler);
        members.add(handler);
        joined.add(handler);
    }

    void remove(MasterHandler handler) {
        strangers.remove(handler);
        members.remove(handler);
        joined.remove(handler);
    }

    Tally tally() {
        return tally;
    }

    Round currentRound() {
        return round;
    }

    /** Starts the bursts of a round, evenly over its first part. */
    CompletableFuture<Void> startRound(Round next) {
        return CompletableFuture.runAsync(
                () -> {
                    round = next;
                    present = new ArrayList<>(members);
                    joined.clear();
                    probed = 0;
                    probeDue(next);
                },
                loop);
    }

    private void probeDue(Round of) {
        if (of.number() != round.number()) {
            return;
        }
        int count = present.size();
        long now = clock.nanos();
        int due = probed;
        while (due < count && of.schedule().burstAt(due, count) <= now) {
            due++;
        }
        // Who is last among them waits for the others: not always the same.
        Collections.shuffle(present.subList(probed, due), random);
        while (probed < due) {
            present.get(probed++).startBurst(of, now);
        }
        if (probed < count) {
            long wait = of.schedule().burstAt(probed, count) - clock.nanos();
            loop.schedule(() -> probeDue(of), Math.max(LEAST_WAIT_NANOS, wait), TimeUnit.NANOSECONDS);
        }
    }

    /** Closes the round: a report of every slave that was let in. */
    CompletableFuture<List<ClockReport>> closeRound() {
        return each(MasterHandler::closeRound, 0);
    }

    /**
     * Has every slave corrected.
     *
     * @param prompt whether now, and not by its next probe
     */
    CompletableFuture<List<SlaveStatus>> conclude(RoundResult result, boolean prompt) {
        return each(handler -> handler.conclude(result, prompt), prompt ? PACE_NANOS : 0);
    }

    /** Says goodbye to everybody. */
    CompletableFuture<Void> end(GoodbyeReason reason, String detail) {
        return CompletableFuture.runAsync(
                () -> {
                    List.copyOf(strangers).forEach(h -> h.end(reason, detail));
                    List.copyOf(members).forEach(h -> h.end(reason, detail));
                },
                loop);
    }

    /** In this round; some may have left. */
    private List<MasterHandler> everybody() {
        List<MasterHandler> everybody = new ArrayList<>(present.size() + joined.size());
        everybody.addAll(present);
        everybody.addAll(joined);
        return everybody;
    }

    private <T> CompletableFuture<List<T>> each(Function<MasterHandler, Optional<T>> work, long paceNanos) {
        CompletableFuture<List<T>> done = new CompletableFuture<>();
        loop.execute(() -> {
            List<MasterHandler> all = everybody();
            double most = MOST_OF_A_ROUND * round.schedule().roundNanos() / Math.max(1, all.size());
            new Slices<>(all, work, Math.min(paceNanos, (long) most), done).run();
        });
        return done;
    }

    /** Does a slice, and comes back for the next one. */
    private final class Slices<T> implements Runnable {

        private final List<MasterHandler> all;
        private final Function<MasterHandler, Optional<T>> work;
        private final long paceNanos;
        private final CompletableFuture<List<T>> done;
        private final long startNanos = clock.nanos();
        private final List<T> results;
        private int next;

        Slices(
                List<MasterHandler> all,
                Function<MasterHandler, Optional<T>> work,
                long paceNanos,
                CompletableFuture<List<T>> done) {
            this.all = all;
            this.work = work;
            this.paceNanos = paceNanos;
            this.done = done;
            this.results = new ArrayList<>(all.size());
        }

        @Override
        public void run() {
            int end = (int) Math.min(Math.min(all.size(), due()), next + SLICE);
            try {
                for (; next < end; next++) {
                    work.apply(all.get(next)).ifPresent(results::add);
                }
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
                return;
            }
            if (next == all.size()) {
                done.complete(results);
            } else {
                // Not execute(): what is in the queue already runs before the loop looks at its sockets again.
                loop.schedule(this, next < due() ? 0 : PAUSE_NANOS, TimeUnit.NANOSECONDS);
            }
        }

        /** How many should be done by now. */
        private long due() {
            return paceNanos == 0 ? Long.MAX_VALUE : (clock.nanos() - startNanos + PAUSE_NANOS) / paceNanos;
        }
    }

    private void sweep() {
        long now = clock.nanos();
        List.copyOf(strangers).forEach(h -> h.expire(now));
    }
}
