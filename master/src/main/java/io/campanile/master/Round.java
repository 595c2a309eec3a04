package io.campanile.master;

import io.campanile.core.round.RoundSchedule;

/**
 * A round as the session loops see it.
 *
 * @param number counts from 1; 0 before the first
 * @param schedule when what happens
 * @param probes how many each slave gets
 * @param prompt whether its corrections are sent as soon as they are decided
 */
record Round(long number, RoundSchedule schedule, int probes, boolean prompt) {}
