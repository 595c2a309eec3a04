package io.campanile.core.round;

import io.campanile.core.Quantity;
import io.campanile.core.Units;

/**
 * Another master that runs beside one that runs alone, as a slave has told.
 *
 * @param epoch the newest epoch that the slave has obeyed
 * @param laterNanos by how much later that master began
 * @param slave what the slave asks to be called
 * @param atNanos when it said so, in the master's local time
 */
public record SecondMaster(long epoch, long laterNanos, String slave, long atNanos) {

    /** What is wrong and what to do, in one sentence; safe to show. */
    public String sentence() {
        return "the slave %s has obeyed another master, which began %s after this one and while this one ran: slaves of two masters"
                        .formatted(slave, Quantity.many(laterNanos / Units.SECOND_NANOS, "second"))
                + " keep two times; see what masters the slave has been given, and stop one of the two, or make them members of one group";
    }
}
