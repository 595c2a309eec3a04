package io.campanile.core.ensemble;

/**
 * Who took part in a round.
 *
 * @param members how many slaves were connected
 * @param heard how many of them answered
 * @param electors how many clocks, the master's included, a majority was sought among
 * @param truechimers how many of those agreed
 * @param spreadNanos greatest minus least cluster clock among those that agreed, before the correction
 */
public record Turnout(int members, int heard, int electors, int truechimers, long spreadNanos) {}
