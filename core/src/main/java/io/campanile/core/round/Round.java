package io.campanile.core.round;

/**
 * One round, as it was opened. What is decided here holds until its corrections are out, whoever joins or leaves meanwhile.
 *
 * @param number counts from 1; 0 stands for the time before the first one
 * @param schedule when what happens in it
 * @param probes how many each slave gets
 * @param immediate whether its corrections are sent as soon as they are decided; otherwise the next round's first probe
 *     brings them
 */
public record Round(long number, RoundSchedule schedule, int probes, boolean immediate) {}
