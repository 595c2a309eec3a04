package io.campanile.group;

import java.util.concurrent.TimeUnit;

/**
 * When a member that hands over may lead again, and for how long it goes on so that its slaves are not left alone: until its heir
 * has taken over. A member that ends goes on no longer: while its heir is elected, its slaves find their way to the heir's door, and
 * wait there.
 *
 * <p>Not thread-safe. All times are of the monotonic clock.
 */
final class Retreat {

    /**
     * A member that hands over because of its own clock, and is elected again, leads for so long at least. Should it have been
     * the others' clocks after all, the members would else hand over to each other without end.
     */
    private static final long REST_MINUTES = 5;

    private boolean leaving;

    /** Until when this member does not take its own clock for wrong again. */
    private long fitUntilNanos;

    private long restUntilNanos;

    /**
     * Until when this member leads while it hands over. It is deposed meanwhile, and may go on for as long as one that does not
     * know it.
     */
    private long heirUntilNanos;

    Retreat(long nowNanos) {
        this.fitUntilNanos = nowNanos;
        this.restUntilNanos = nowNanos;
        this.heirUntilNanos = nowNanos;
    }

    /** This member ends: it leads no more. */
    void leave() {
        leaving = true;
    }

    boolean isLeaving() {
        return leaving;
    }

    /** Does not lead for a while. */
    void rest(long nowNanos) {
        restUntilNanos = nowNanos + TimeUnit.MILLISECONDS.toNanos(Outlook.HAND_OVER_MILLIS);
    }

    /** The same, since an heir was asked. */
    void awaitHeir(long nowNanos) {
        rest(nowNanos);
        heirUntilNanos = restUntilNanos;
    }

    /** Whether this member takes over again if it is elected. */
    boolean isOver(long nowNanos) {
        return !leaving && nowNanos - restUntilNanos >= 0;
    }

    /** Whether this member goes on although it is no leader any more. */
    boolean waitsForHeir(long nowNanos) {
        return !leaving && nowNanos - heirUntilNanos < 0;
    }

    /** Whether this member may hand over because of its own clock; if so, not again for a while. */
    boolean mayDoubtItself(long nowNanos) {
        if (nowNanos - fitUntilNanos < 0) {
            return false;
        }
        fitUntilNanos = nowNanos + TimeUnit.MINUTES.toNanos(REST_MINUTES);
        return true;
    }
}
