package io.campanile.core.session;

import io.campanile.core.Units;

/**
 * Decides which way the probes of one slave go that says hello over a connection: over that, which loses none, or as datagrams, where
 * the slave takes those and they get through. A datagram is measured better, and may be lost.
 *
 * <p>A way for datagrams is tried with a probe that is added to a burst over the connection, and bursts go that way as long as they are
 * answered. One that is not begins again over the connection, {@link #waitNanos} after its first probe: so a lost datagram makes no
 * round silent. Then the next try comes a round later, and each time twice as late, up to {@link #LONGEST_PAUSE} rounds. An answer that
 * comes after all shows that nothing was lost; only where that happens {@link #MOST_LATE} times in a row, datagrams are too slow.
 *
 * <p>Not thread-safe: its {@link MasterSession} owns it. Reads no clock.
 */
public final class ProbeWay {

    /** So many bursts go over the connection at most until datagrams are tried again. */
    public static final int LONGEST_PAUSE = 64;

    /** A process that is held up answers late now and then; a way that is always late is of no use. */
    static final int MOST_LATE = 8;

    private static final long MOST_WAIT_NANOS = Units.SECOND_NANOS / 4;
    private static final long LEAST_WAIT_NANOS = Units.SECOND_NANOS / 40;

    /** What a burst does. */
    private enum Plan {
        /** It goes over the connection. */
        CONNECTION,
        /** The same, and one more probe goes as a datagram. */
        TRY,
        /** It goes as datagrams. */
        DATAGRAMS
    }

    private Plan plan = Plan.CONNECTION;

    /** Whether there is a way for datagrams: the slave has proven where it is. */
    private boolean open;

    /** Whether the last datagrams that should tell have been answered. */
    private boolean good;

    private boolean byDatagram;
    private boolean asked;
    private boolean answered;
    private int pause;
    private int nextPause = 1;
    private int late;

    /** Of a slave that takes no datagrams yet. */
    ProbeWay() {}

    /** The slave has proven where datagrams reach it: for the first time, or again, from another place. */
    public void opened() {
        open = true;
        good = false;
        pause = 0;
    }

    /** No datagrams reach the slave any more. */
    public void closed() {
        open = false;
    }

    /**
     * A burst begins, be it a round's or the same again.
     *
     * @param probes how many it is to have
     * @return how many it has
     */
    int startBurst(int probes) {
        learn();
        if (!open) {
            plan = Plan.CONNECTION;
        } else if (good) {
            plan = Plan.DATAGRAMS;
        } else if (pause > 0) {
            pause--;
            plan = Plan.CONNECTION;
        } else {
            plan = Plan.TRY;
        }
        return plan == Plan.TRY ? probes + 1 : probes;
    }

    private void learn() {
        if (asked && answered) {
            nextPause = Math.max(1, nextPause / 2);
        } else if (asked && open) {
            good = false;
            pause = nextPause;
            nextPause = Math.min(2 * nextPause, LONGEST_PAUSE);
        }
        asked = false;
        answered = false;
    }

    /**
     * The burst's next probe.
     *
     * @param last whether it is the last one
     */
    void next(boolean last) {
        byDatagram = open && (plan == Plan.DATAGRAMS || (plan == Plan.TRY && last));
        asked |= byDatagram;
    }

    /** The last probe was answered. */
    void answered() {
        if (byDatagram) {
            answered = true;
            good = open;
            late = 0;
        }
    }

    /** A datagram was answered whose burst had begun again by then. */
    void late() {
        if (open && late < MOST_LATE) {
            late++;
            good = true;
            pause = 0;
            nextPause = Math.max(1, nextPause / 2);
        }
    }

    /** Whether the last probe goes as a datagram. */
    public boolean isByDatagram() {
        return byDatagram;
    }

    /** Whether the last probe is one of a burst that goes as datagrams. */
    boolean isBurstByDatagrams() {
        return byDatagram && plan == Plan.DATAGRAMS;
    }

    /** The last probe's burst went this way: in a replay, where nothing is sent and it is known from a recording. */
    public void went(boolean byDatagrams) {
        plan = byDatagrams ? Plan.DATAGRAMS : Plan.CONNECTION;
        byDatagram = byDatagrams;
    }

    /** Whether bursts go as datagrams now. */
    public boolean isGood() {
        return open && good;
    }

    /** Whether the burst goes as datagrams and none has been answered: it is to begin again if that is still so {@link #waitNanos} later. */
    public boolean isWaiting() {
        return plan == Plan.DATAGRAMS && asked && !answered;
    }

    /**
     * How long the first datagram of a burst may take to be answered: so that those who are probed late in a round can still answer anew.
     *
     * @param roundNanos how often a round starts
     */
    public static long waitNanos(long roundNanos) {
        return Math.min(MOST_WAIT_NANOS, Math.max(roundNanos / 16, Math.min(LEAST_WAIT_NANOS, roundNanos / 4)));
    }
}
