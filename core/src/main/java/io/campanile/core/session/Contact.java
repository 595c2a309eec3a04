package io.campanile.core.session;

import io.campanile.core.Units;
import io.campanile.core.session.MasterChoice.Attempt;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a slave remembers of one master: the attempt that is under way, and when the next one is due.
 *
 * <p>Not thread-safe. All times are those of {@link MasterChoice}.
 */
final class Contact<M> {

    /** For so long a master is left alone that was not believed. */
    static final long DISTRUST_NANOS = 60 * Units.SECOND_NANOS;

    /** How long one that has named the leader rests at first, while that is being asked. */
    private static final BackoffLimits RESTS = new BackoffLimits(Units.SECOND_NANOS, Units.SECOND_NANOS);

    private final M master;
    private final boolean listed;
    private final Backoff backoff;
    private final Backoff rests;
    private @Nullable Attempt<M> attempt;
    private long dueNanos;
    private long notBeforeNanos = Long.MIN_VALUE;
    private int redirects;
    private boolean lostLeader;
    private @Nullable Contact<M> named;
    private long restsUntilNanos;

    /**
     * A master that is to be asked at once.
     *
     * @param listed whether the slave was given it; otherwise another master has named it
     */
    Contact(M master, boolean listed, BackoffLimits limits, RandomGenerator random) {
        this.master = master;
        this.listed = listed;
        this.backoff = new Backoff(limits, random);
        this.rests = new Backoff(RESTS, random);
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
        long dueOrRested = isResting() ? Math.max(dueNanos, restsUntilNanos) : dueNanos;
        return Math.max(dueOrRested, notBeforeNanos);
    }

    private boolean isResting() {
        return named != null && (named.isUnderWay() || named.isSentFor());
    }

    /**
     * This master has named another as the leader. While that one is being asked, this one would say the same again; ten thousand
     * slaves at the door of one leader would keep all other masters busy with that. So it is asked more and more seldom until then: not
     * never, since the leader may have just ended.
     */
    void restFor(Contact<M> leader, long nowNanos) {
        named = leader == this ? null : leader;
        restsUntilNanos = nowNanos + rests.nextRefusedNanos();
    }

    /** An attempt, under way from here on. The first one after the leader was lost is for a newer leader, too. */
    Attempt<M> begin(boolean seeksNewer) {
        Attempt<M> next = new Attempt<>(master, redirects, seeksNewer || lostLeader);
        lostLeader = false;
        named = null;
        attempt = next;
        return next;
    }

    /**
     * The attempt under way came to nothing.
     *
     * @param refused whether the master has said no, which it will say again as a rule
     */
    void fail(long nowNanos, boolean refused) {
        forget();
        dueNanos = nowNanos + (refused ? backoff.nextRefusedNanos() : backoff.nextNanos());
    }

    /** The attempt under way, if there is one, no longer matters. Returns it. */
    @Nullable
    Attempt<M> forget() {
        Attempt<M> forgotten = attempt;
        attempt = null;
        redirects = 0;
        return forgotten;
    }

    /**
     * The leader is lost. From now on this master counts as never having failed: the next attempt is due after the first wait. Who
     * does not know yet that the leader is gone would send the slave back to it; so it asks to wait there for a newer one.
     */
    void startAnew(long nowNanos) {
        lostLeader = true;
        rested();
        dueNanos = nowNanos + backoff.nextNanos();
    }

    /** The same, and the next attempt is due at once. */
    void askAnew(long nowNanos) {
        rested();
        dueNanos = nowNanos;
    }

    /** Whatever was learned of it no longer matters. */
    private void rested() {
        named = null;
        rests.reset();
        backoff.reset();
    }

    /**
     * A redirect leads here; an attempt that is under way already is as good.
     *
     * @param later whether no sooner than after the next wait, and not at once
     */
    void follow(int redirectsInARow, long nowNanos, boolean later) {
        if (attempt == null) {
            named = null;
            redirects = redirectsInARow;
            dueNanos = later ? Math.max(dueNanos, nowNanos + backoff.nextNanos()) : nowNanos;
        }
    }

    /** It is not believed: it is not asked for a while, whatever happens. */
    void distrust(long nowNanos) {
        notBeforeNanos = nowNanos + DISTRUST_NANOS;
    }

    /** Others come first. */
    void postpone(long untilNanos) {
        dueNanos = Math.max(dueNanos, untilNanos);
    }
}
