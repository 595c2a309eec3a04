package io.campanile.core.protocol;

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

    /** When the burst of slave {@code index} of {@code count} starts. */
    public long burstAt(int index, int count) {
        return startNanos + (long) (PROBING_SHARE * roundNanos * index / count);
    }

    /** When it is closed. */
    public long deadlineNanos() {
        return startNanos + (long) (DEADLINE_SHARE * roundNanos);
    }

    /** The next round. Rounds whose deadline has passed (the master was suspended) are left out. */
    public RoundSchedule next(long nowNanos) {
        long following = startNanos + roundNanos;
        return new RoundSchedule(nowNanos > following + roundNanos / 2 ? nowNanos : following, roundNanos);
    }
}
