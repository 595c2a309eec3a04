package io.campanile.core.round;

/**
 * One round, as it was opened. What is decided here holds until its corrections are out, whoever joins or leaves meanwhile.
 *
 * @param number counts from 1; 0 stands for the time before the first one
 * @param schedule when what happens in it
 * @param probes how many each slave gets
 * @param immediate whether its corrections are sent as soon as they are decided; otherwise the next round's first probe
 *     brings them, but for the first one of a session, for which a slave waits
 * @param brief whether slaves wait for it, as for the first ones of a term that takes a time over: then all are probed as soon as they can
 *     be, and it is closed as soon as nobody else is {@linkplain Rounds#answered expected}
 */
public record Round(long number, RoundSchedule schedule, int probes, boolean immediate, boolean brief) {

    /** When the burst of slave {@code index} of {@code count} on one event loop starts. */
    long burstAt(int index, int count) {
        long evenly = schedule.burstAt(index, count);
        return brief ? Math.min(evenly, schedule.startNanos() + Burst.leastNanos(index, 1)) : evenly;
    }
}
