package io.campanile.simulator.node;

import io.campanile.simulator.world.VirtualClock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The timelines of a cluster, of which there is one but for the cases that are counted ({@link Continuity}): what is common to
 * all its masters.
 */
public final class History {

    private final List<Truth> truths = new ArrayList<>();
    private @Nullable Truth current;
    private long terms;

    /** The newest term that has decided what cluster time is. */
    private long newest;

    private long foundedAgain;
    private long promisesBroken;
    private long usurped;
    private long slipped;
    private long mostSlippedNanos;

    /** The number of a term that begins now: each is newer than all before. */
    long nextTerm() {
        return ++terms;
    }

    /** What the newest term decided that has decided anything. */
    public Truth current() {
        if (current == null) {
            throw new IllegalStateException("no master is there");
        }
        return current;
    }

    /** A master is there, which has decided nothing. */
    void add(Truth undecided) {
        truths.add(undecided);
        if (current == null) {
            current = undecided;
        }
    }

    /** Another timeline begins: for everybody, unless a newer term has decided already. */
    void begins(Truth other, long term) {
        truths.add(other);
        decided(other, term);
    }

    /** A term knows where this timeline is. */
    void decided(Truth truth, long term) {
        if (term >= newest) {
            newest = term;
            current = truth;
        }
    }

    /** This clock is about to do, or to stop doing, what no healthy clock does. */
    void clockBreaks(VirtualClock clock) {
        truths.forEach(truth -> truth.clockBreaks(clock));
    }

    /** A time was founded while there were promises about another one, of which so many were broken by that. */
    void foundedAgain(long broken) {
        foundedAgain++;
        promisesBroken += broken;
    }

    void usurped() {
        usurped++;
    }

    void slipped(long nanos) {
        slipped++;
        mostSlippedNanos = Math.max(mostSlippedNanos, nanos);
    }

    /** How it went. */
    public Continuity continuity() {
        return new Continuity(foundedAgain, promisesBroken, usurped, slipped, mostSlippedNanos);
    }
}
