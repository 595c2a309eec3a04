package io.campanile.core.session;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Which master a slave turns to, and when: the masters of its list in turn, with a back-off that grows from failure to
 * failure and is drawn anew each time, and at once to the leader that a master names, but not for ever from one to the next.
 *
 * <p>Each decision names one master. A slave that has lost a master that had welcomed it comes here by the same way as one
 * that never found any, {@link #ended}; that is where the two can be told apart.
 *
 * <p>Not thread-safe; reads no clock, and draws from the generator that it is given.
 *
 * @param <M> where a master is
 */
public final class MasterChoice<M> {

    /** More redirects in a row than this lead nowhere. */
    public static final int MAX_REDIRECTS = 3;

    private final List<M> masters;
    private final Backoff backoff;
    private int turn;
    private int redirects;

    /**
     * What to do next.
     *
     * @param master where to connect
     * @param waitNanos how long to wait before that; 0 for at once
     */
    public record Next<M>(M master, long waitNanos) {}

    /**
     * A choice that begins with the first master.
     *
     * @param masters at least one
     * @throws IllegalArgumentException if there is none
     */
    public MasterChoice(List<M> masters, BackoffLimits limits, RandomGenerator random) {
        if (masters.isEmpty()) {
            throw new IllegalArgumentException("no master to choose from; name one at least");
        }
        this.masters = List.copyOf(masters);
        this.backoff = new Backoff(limits, random);
    }

    /** Where to begin. */
    public Next<M> first() {
        return new Next<>(masters.get(turn), 0);
    }

    /** The master could not be reached. */
    public Next<M> unreachable() {
        redirects = 0;
        turn = (turn + 1) % masters.size();
        return new Next<>(masters.get(turn), backoff.nextNanos());
    }

    /**
     * The session with the master is over.
     *
     * @param welcomed whether the master had let this slave in: then the back-off starts anew
     * @param leader where the leader is, if the master said so
     */
    public Next<M> ended(boolean welcomed, @Nullable M leader) {
        if (welcomed) {
            backoff.reset();
        }
        if (leader != null && redirects < MAX_REDIRECTS) {
            redirects++;
            return new Next<>(leader, 0);
        }
        return unreachable();
    }
}
