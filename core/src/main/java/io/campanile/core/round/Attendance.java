package io.campanile.core.round;

import io.campanile.core.ensemble.ClockReport;
import java.util.List;

/**
 * Who is expected in the first rounds of a term, and who has come: as many slaves as are remembered to agree, but for this master,
 * whose clock is one of those remembered, and the master that led last, which may have failed.
 *
 * <p>Not thread-safe: its {@link Rounds} own it.
 */
final class Attendance {

    private static final int MASTERS = 2;

    private final int remembered;
    private int answers;
    private boolean takesOver;
    private boolean complete;
    private long overtimeNanos;
    private boolean growing;

    /** Nobody has come yet, of so many clocks that are remembered to agree; 0 if nobody knows how many there were. */
    Attendance(int remembered) {
        this.remembered = remembered;
    }

    /** Whether it is known how many are expected. */
    boolean isExpected() {
        return remembered > 0;
    }

    /**
     * A round opens, in which nobody has answered yet.
     *
     * @param takesOver whether nobody is corrected by it unless more than half of those remembered answer, this master included
     */
    void open(boolean takesOver) {
        answers = 0;
        this.takesOver = takesOver;
        complete = false;
        overtimeNanos = 0;
    }

    /**
     * One more slave has answered all of its probes.
     *
     * @param slaves how many are in now
     * @return whether nobody else is waited for
     */
    boolean answered(int slaves) {
        answers++;
        complete = answers >= Math.max(slaves, remembered - MASTERS);
        return complete || (overtimeNanos > 0 && !isTooSmall());
    }

    /**
     * Until when a round that is open waits for answers. One in which a time could be taken over, if only enough had answered, is not
     * closed in vain at its deadline: it may take as long again. In the next one all would have to be probed anew, those who have
     * answered, too.
     *
     * @return not later than now if it is to be closed
     */
    long waitsUntilNanos(RoundSchedule schedule, long nowNanos) {
        if (complete) {
            return nowNanos;
        }
        long deadline = schedule.deadlineNanos();
        if (nowNanos < deadline || !isTooSmall()) {
            return deadline;
        }
        overtimeNanos = schedule.roundNanos();
        return deadline + overtimeNanos;
    }

    private boolean isTooSmall() {
        return takesOver && 2 * (answers + 1) <= remembered;
    }

    /** By how much longer than its schedule says the round may take, as was decided at its deadline. */
    long overtimeNanos() {
        return overtimeNanos;
    }

    /** A round that began at this time is closed, with these reports. */
    void close(List<ClockReport> reports, long startNanos) {
        long heard = reports.stream().filter(r -> r.votes() && r.heard()).count();
        growing = heard < remembered - MASTERS || reports.stream().anyMatch(r -> r.joinedAtNanos() >= startNanos);
    }

    /** Whether more will come, as the round that was closed last shows: slaves join, or some who are expected are away. */
    boolean willGrow() {
        return growing;
    }
}
