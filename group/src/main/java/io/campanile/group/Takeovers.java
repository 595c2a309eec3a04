package io.campanile.group;

import io.campanile.master.GroupStatus;
import io.campanile.master.GroupStatus.Takeover;
import io.campanile.master.Leadership.Following;
import io.campanile.master.Leadership.Leading;
import io.campanile.master.Leadership.State;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The last takeovers that this member knows of, and for how long it saw nobody lead before each. Thread-safe. */
final class Takeovers {

    private final Deque<Takeover> last = new ArrayDeque<>();

    /** When this member saw the last leadership end; null before it has seen one, and while it sees one. */
    private @Nullable Long endedNanos;

    private long seenEpoch;

    /** The log says who leads. */
    synchronized void learn(Facts facts) {
        Takeover newest = last.peekLast();
        if (facts.leader() == null || (newest != null && newest.epoch() >= facts.epoch())) {
            return;
        }
        last.addLast(new Takeover(facts.epoch(), facts.leader().name(), facts.sinceMillis(), null));
        if (last.size() > GroupStatus.MAX_TAKEOVERS) {
            last.removeFirst();
        }
    }

    /**
     * This member sees who leads.
     *
     * @param nowNanos by the monotonic clock
     */
    synchronized void see(State state, long nowNanos) {
        long epoch = epochOf(state);
        if (epoch == 0) {
            endedNanos = seenEpoch > 0 ? (Long) nowNanos : null;
            return;
        }
        Takeover newest = last.peekLast();
        if (seenEpoch > 0 && epoch > seenEpoch && newest != null && newest.epoch() == epoch) {
            long vacantMillis = endedNanos == null ? 0 : TimeUnit.NANOSECONDS.toMillis(nowNanos - endedNanos);
            last.removeLast();
            last.addLast(new Takeover(epoch, newest.leader(), newest.atMillis(), vacantMillis));
        }
        seenEpoch = epoch;
        endedNanos = null;
    }

    private static long epochOf(State state) {
        if (state instanceof Leading leading) {
            return leading.epoch();
        }
        return state instanceof Following following ? following.epoch() : 0;
    }

    /** Oldest first. */
    synchronized List<Takeover> last() {
        return List.copyOf(last);
    }
}
