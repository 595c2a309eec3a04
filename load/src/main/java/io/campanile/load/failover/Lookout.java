package io.campanile.load.failover;

import io.campanile.core.LocalClock;
import io.campanile.core.Units;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.load.Agreement;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Looks at all clocks all the time, on a thread of its own, and compares them: a few of them about once a millisecond, thousands as often
 * as a tenth of a core allows. Whether they have been corrected is counted every twenty milliseconds at least.
 *
 * <p>What is true nobody tells; it follows from what must be. All bounds hold cluster time, so at each instant they share a
 * point. Cluster time is one, whoever leads: so the bounds that slaves were given before a fault, which grow and hold for
 * minutes, share it, too. Where no point is shared, some bounds are wrong for certain: at least as many as do not contain the
 * point that most of them share.
 *
 * <p>Any thread may ask.
 */
final class Lookout implements AutoCloseable {

    private static final long LEAST_PACE_NANOS = Units.SECOND_NANOS / 1000;

    private static final long COUNT_NANOS = Units.SECOND_NANOS / 50;

    /** Looking takes a tenth of a core at most: it rests so many times as long. */
    private static final int RESTS = 9;

    private final LocalClock machine;
    private final List<WatchedClock> clocks;
    private final Thread thread;
    private Stretch stretch = new Stretch();
    private Renewal renewal = Renewal.NONE;
    private long epochBefore = Long.MAX_VALUE;
    private long boundViolations;
    private volatile boolean closed;

    /**
     * Looks when it is started.
     *
     * @param machine the clock from which those of all slaves descend
     */
    Lookout(LocalClock machine, List<WatchedClock> clocks) {
        this.machine = machine;
        this.clocks = List.copyOf(clocks);
        thread = new Thread(this::watch, "lookout");
        thread.setDaemon(true);
    }

    /** Looks from now on. */
    void start() {
        thread.start();
    }

    private void watch() {
        while (!closed) {
            long began = machine.nanos();
            look();
            long now = machine.nanos();
            rest(now + Math.max(LEAST_PACE_NANOS, RESTS * (now - began)));
        }
    }

    private void rest(long untilNanos) {
        for (long left = untilNanos - machine.nanos(); left > 0 && !closed; left = untilNanos - machine.nanos()) {
            LockSupport.parkNanos(Math.min(left, COUNT_NANOS));
            count(machine.nanos());
        }
    }

    /** Looks once. */
    synchronized void look() {
        long instant = machine.nanos();
        clocks.forEach(WatchedClock::look);
        List<Claim> claims = claims(clocks.stream().map(clock -> clock.claim(instant)));
        List<Claim> promises = claims(clocks.stream().map(clock -> clock.promise(instant)));
        boundViolations +=
                violations(Stream.of(claims, promises).flatMap(List::stream).toList());
        stretch.add(
                apart(claims),
                claims.stream().mapToLong(Claim::boundNanos).max().orElse(0),
                clocks.stream()
                        .mapToLong(clock -> clock.uncorrectedNanos(instant))
                        .max()
                        .orElse(0));
        count(instant);
    }

    private synchronized void count(long instant) {
        long renewed =
                clocks.stream().filter(clock -> clock.epoch() > epochBefore).count();
        renewal = renewal.seen(instant, renewed, clocks.size());
    }

    private static List<Claim> claims(Stream<Claim> claims) {
        return claims.filter(Objects::nonNull).toList();
    }

    private static int violations(List<Claim> claims) {
        return Agreement.of(
                        claims.stream().mapToLong(Claim::aheadNanos).toArray(),
                        claims.stream().mapToLong(Claim::boundNanos).toArray())
                .violations();
    }

    private static long apart(List<Claim> claims) {
        long most = claims.stream().mapToLong(Claim::aheadNanos).max().orElse(0);
        return most - claims.stream().mapToLong(Claim::aheadNanos).min().orElse(0);
    }

    /** What was seen since this was called last, or from the start. */
    synchronized Stretch next() {
        Stretch ended = stretch;
        stretch = new Stretch();
        return ended;
    }

    /** A fault is about to happen: what all clocks promise now is kept, and a correction of a later epoch is awaited. */
    synchronized void expectFault() {
        clocks.forEach(WatchedClock::keepPromise);
        epochBefore = clocks.stream().mapToLong(WatchedClock::epoch).max().orElse(0);
        renewal = Renewal.NONE;
    }

    /** When clocks were corrected in a later epoch than that of the last fault. */
    synchronized Renewal renewal() {
        return renewal;
    }

    /** Whether all clocks are synchronized, and were last corrected in this epoch. */
    synchronized boolean allFollow(long epoch) {
        return clocks.stream().allMatch(c -> c.epoch() == epoch && c.status() == ClockStatus.SYNCHRONIZED);
    }

    /** How many clocks have ever been corrected. */
    synchronized int corrected() {
        return (int) clocks.stream().filter(clock -> clock.epoch() > 0).count();
    }

    /** What was broken since the start. */
    synchronized Broken broken() {
        return new Broken(
                clocks.stream().mapToLong(WatchedClock::backwardReadings).sum(),
                boundViolations,
                clocks.stream().mapToLong(WatchedClock::repeatedCorrections).sum());
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
