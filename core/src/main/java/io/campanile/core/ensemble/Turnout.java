package io.campanile.core.ensemble;

/**
 * Who took part in a round.
 *
 * @param members how many slaves were connected
 * @param heard how many of them answered
 * @param electors how many clocks, the master's included, a majority was sought among
 * @param truechimers how many of those agreed
 * @param spreadNanos greatest minus least cluster clock among those that agreed, before the correction
 * @param utcClaims how many machines, the master's included, claimed to know UTC; a parent counts as one
 * @param utcAgreeing how many of those agreed; 0 if no majority did
 */
public record Turnout(
        int members, int heard, int electors, int truechimers, long spreadNanos, int utcClaims, int utcAgreeing) {}
