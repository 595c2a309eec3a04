package io.campanile.load.failover;

/**
 * What a clock says about cluster time at one instant.
 *
 * @param aheadNanos by how much it is ahead of the machine's clock, which descends to all clocks of a rig
 * @param boundNanos how far from cluster time it says that this can be
 */
record Claim(long aheadNanos, long boundNanos) {}
