package io.campanile.core.session;

import io.campanile.core.session.MasterChoice.Attempt;
import org.jspecify.annotations.Nullable;

/**
 * What a slave remembers of one master: the attempt that is under way, and when the next one is due.
 *
 * <p>Not thread-safe. All times are those of {@link MasterChoice}.
 */
final class Contact<M> {

    private final M master;
    private final boolean listed;
    private final Backoff backoff;
    private @Nullable Attempt<M> attempt;
    private long dueNanos;
    private long notBeforeNanos = Long.MIN_VALUE;
    private int redirects;

    /**
     * A master that is to be asked at once.
     *
     * @param listed whether the slave was given it; otherwise another master has named it
     */
    Contact(M master, boolean listed, Backoff backoff) {
        this.master = master;
        this.listed = listed;
        this.backoff = backoff;
        this.dueNanos = Long.MIN_VALUE;
    }

    boolean isListed() {
        return listed;
    }

    boolean isUnderWay() {
        return attempt != null;
    }

    /** Whether this attempt is the one under way; an older one may not have heard yet that it is over. */
    boolean isUnderWay(Attempt<M> one) {
        return attempt == one;
    }

    /** Whether the next attempt follows a redirect. */
    boolean isSentFor() {
        return attempt == null && redirects > 0;
    }

    long dueNanos() {
        return Math.max(dueNanos, notBeforeNanos);
    }

    Attempt<M> begin(boolean seeksNewer) {
        Attempt<M> next = new Attempt<>(master, redirects, seeksNewer);
        attempt = next;
        return next;
    }

    /** The attempt under way came to nothing. */
    void fail(long nowNanos) {
        forget();
        dueNanos = nowNanos + backoff.nextNanos();
    }

    /** The attempt under way, if there is one, no longer matters. Returns it. */
    @Nullable
    Attempt<M> forget() {
        Attempt<M> forgotten = attempt;
        attempt = null;
        redirects = 0;
        return forgotten;
    }

    /** From now on it counts as never having failed: the next attempt is due after the first wait. */
    void startAnew(long nowNanos) {
        backoff.reset();
        dueNanos = nowNanos + backoff.nextNanos();
    }

    /** The same, and the next attempt is due at once. */
    void askAnew(long nowNanos) {
        backoff.reset();
        dueNanos = nowNanos;
    }

    /** A redirect leads here; an attempt that is under way already is as good. */
    void follow(int redirectsInARow, long nowNanos) {
        if (attempt == null) {
            redirects = redirectsInARow;
            dueNanos = nowNanos;
        }
    }

    /** The same, but no sooner than after the next wait. */
    void followLater(int redirectsInARow, long nowNanos) {
        if (attempt == null) {
            redirects = redirectsInARow;
            dueNanos = Math.max(dueNanos, nowNanos + backoff.nextNanos());
        }
    }

    /** It is not believed: it is not asked before that, whatever happens. */
    void distrust(long untilNanos) {
        notBeforeNanos = untilNanos;
    }

    /** Others come first. */
    void postpone(long untilNanos) {
        dueNanos = Math.max(dueNanos, untilNanos);
    }
}
