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
    private boolean complete;
    private boolean growing;

    /** Nobody has come yet, of so many clocks that are remembered to agree; 0 if nobody knows how many there were. */
    Attendance(int remembered) {
        this.remembered = remembered;
    }

    /** Whether it is known how many are expected. */
    boolean isExpected() {
        return remembered > 0;
    }

    /** A round opens, in which nobody has answered yet. */
    void open() {
        answers = 0;
        complete = false;
    }

    /**
     * One more slave has answered all of its probes.
     *
     * @param slaves how many are in now
     * @return whether nobody else is expected to
     */
    boolean answered(int slaves) {
        answers++;
        complete = answers >= Math.max(slaves, remembered - MASTERS);
        return complete;
    }

    /** Whether nobody else is expected to answer in this round. */
    boolean isComplete() {
        return complete;
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
