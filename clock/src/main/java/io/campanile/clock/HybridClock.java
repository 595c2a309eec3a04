package io.campanile.clock;

import io.campanile.core.discipline.ClockStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stamps that order events across nodes: a hybrid logical clock (Kulkarni et al., "Logical Physical Clocks", 2014) over a
 * {@link ClusterClock}.
 *
 * <p>A stamp is cluster time in nanoseconds since 1970, moved on by single nanoseconds where that is needed to keep it
 * greater than what this node has stamped or observed before: the paper's logical counter, in the same 64 bits. So stamps
 * compare as plain numbers. Send one with each message, and {@link #observe} it on arrival.
 *
 * <p>Guarantee: every stamp is greater than all that this node has made or observed before; so an event that could have
 * caused another has the lesser stamp, however wrong the clocks are. A stamp is less than cluster time by no more than this
 * node's error, and greater by no more than the largest error of any node that it has heard of, itself included, plus one
 * nanosecond for each event without time in between. Two nodes may make equal stamps for events that know nothing of each
 * other: break such ties by node.
 *
 * <p>While the clock is unsynchronized nothing is known of its error, and there are no stamps.
 *
 * <p>Thread-safe, and without locks.
 */
public final class HybridClock {

    /**
     * How far a remote stamp may be ahead of all that cluster time can be here: half a second. An honest node is ahead by its
     * own error at most, and while it slews away the greatest offset that is not stepped that is 128 ms.
     */
    public static final Duration FARTHEST_AHEAD = Duration.ofMillis(500);

    private static final Duration MOST_AHEAD = Duration.ofDays(1);

    private final ClusterClock clock;
    private final long farthestAheadNanos;
    private final AtomicLong last = new AtomicLong();

    /** Stamps from this clock; it believes remote ones that are up to {@link #FARTHEST_AHEAD} ahead. */
    public HybridClock(ClusterClock clock) {
        this(clock, FARTHEST_AHEAD);
    }

    /**
     * Stamps from this clock.
     *
     * @param farthestAhead the largest error that an honest node can have; 0 to a day. Raising it lets a node whose clock is
     *     wrong pull everybody's stamps as far ahead
     * @throws IllegalArgumentException if that is out of its range
     */
    public HybridClock(ClusterClock clock, Duration farthestAhead) {
        if (farthestAhead.isNegative() || farthestAhead.compareTo(MOST_AHEAD) > 0) {
            throw new IllegalArgumentException("stamps may be %s ahead; choose PT0S to PT24H".formatted(farthestAhead));
        }
        this.clock = clock;
        this.farthestAheadNanos = farthestAhead.toNanos();
    }

    /**
     * A stamp for an event here: a message that is sent, a record that is written.
     *
     * @throws IllegalStateException while the clock is unsynchronized
     */
    public long now() {
        requireError(clock.status());
        return next(clock.nanos());
    }

    /**
     * A stamp for the arrival of a message, greater than the one that came with it.
     *
     * @throws IllegalStateException while the clock is unsynchronized
     * @throws IllegalArgumentException if no honest node can have made the remote stamp, because it is farther ahead than
     *     any error allows; nothing has changed then
     */
    public long observe(long remote) {
        ClusterReading reading = clock.read();
        requireError(reading.status());
        long latest = reading.clusterNanos() + reading.errorNanos();
        if (remote > latest + farthestAheadNanos) {
            String detail = "the stamp %s is %s later than it can be by now, the limit is %s: its node's clock is wrong"
                    .formatted(
                            toInstant(remote), Duration.ofNanos(remote - latest), Duration.ofNanos(farthestAheadNanos));
            throw new IllegalArgumentException(detail);
        }
        return next(Math.max(reading.clusterNanos(), remote + 1));
    }

    /**
     * The stamps of a process that goes on where an earlier one ended: each is greater than what that one made or observed. Without
     * this, the first stamps of a new process can be less than the last ones of the old, by as much as the old one's clock was ahead
     * or its stamps were pulled ahead by others.
     *
     * <p>Write down how far the stamps of this process may go before it makes them ({@code now() + 10 s}, say, each few seconds), and
     * begin the next one with that: one write then covers all stamps until there.
     *
     * @param lastStamp no stamp of the process before is greater than this; 0 and more
     * @throws IllegalArgumentException if that is negative, or farther ahead of this machine's time than a day: then the file is another's,
     *     or the clock of then was wrong
     */
    public static HybridClock resuming(ClusterClock clock, long lastStamp) {
        HybridClock resumed = new HybridClock(clock);
        long ahead = lastStamp - clock.nanos();
        if (lastStamp < 0 || ahead > MOST_AHEAD.toNanos()) {
            String detail =
                    "stamps cannot go on from %s, which is %s ahead of this machine: is that the file of this node, and its clock right?"
                            .formatted(toInstant(lastStamp), Duration.ofNanos(ahead));
            throw new IllegalArgumentException(detail);
        }
        resumed.last.set(lastStamp);
        return resumed;
    }

    /** The moment that a stamp stands for. */
    public static Instant toInstant(long stamp) {
        return Instant.ofEpochSecond(0, stamp);
    }

    private long next(long atLeast) {
        return last.accumulateAndGet(atLeast, (before, least) -> Math.max(before + 1, least));
    }

    private static void requireError(ClockStatus status) {
        if (status == ClockStatus.UNSYNCHRONIZED) {
            throw new IllegalStateException("the cluster clock is unsynchronized: wait with awaitSynchronized");
        }
    }
}
