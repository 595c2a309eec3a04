package io.campanile.core.round;

/**
 * When a round does what: bursts start evenly over its first part, so that no reply waits behind thousands of others;
 * at the deadline it is closed, whoever is missing.
 *
 * <pre>
 * start ─── bursts start, evenly ───▶ 80 % ── the last replies ──▶ 90 %: deadline ── corrections ──▶ 100 %: next start
 * </pre>
 *
 * @param startNanos local time at which it starts
 * @param roundNanos how long it takes
 */
public record RoundSchedule(long startNanos, long roundNanos) {

    private static final double PROBING_SHARE = 0.8;
    private static final double DEADLINE_SHARE = 0.9;

    /**
     * When the burst of slave {@code index} of {@code count} starts: in the middle of its share of the time. Earlier, a few
     * slaves' estimates would be older than need be when they are corrected; later, a few slaves far away could not answer.
     */
    public long burstAt(int index, int count) {
        return startNanos + (long) (PROBING_SHARE * roundNanos * (index + 0.5) / count);
    }

    /** When it is closed. */
    public long deadlineNanos() {
        return startNanos + (long) (DEADLINE_SHARE * roundNanos);
    }

    /**
     * Whether it is too late to close it: this process was held up, and what it heard is old.
     *
     * @param usualNanos how long a round usually takes. What was heard in a brief one, by code that runs for the first time,
     *     is not older than that of any other as long as it is closed within this time
     */
    boolean isOver(long nowNanos, long usualNanos) {
        return nowNanos >= startNanos + Math.max(roundNanos, usualNanos);
    }

    /**
     * The next round. When it should have started already (the master was held up), it starts now, and is not hurried.
     *
     * @param lastsNanos how long it takes
     */
    public RoundSchedule next(long nowNanos, long lastsNanos) {
        return new RoundSchedule(Math.max(startNanos + roundNanos, nowNanos), lastsNanos);
    }
}
