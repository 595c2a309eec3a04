package io.campanile.cli.demo;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.SkewedClock;

/**
 * A slave with a wrong clock.
 *
 * @param name its name
 * @param liar whether it lies
 * @param offsetNanos by how much its local clock is ahead
 * @param driftPpb by how much that runs fast
 * @param local its local clock
 * @param clock its cluster clock
 */
record DemoSlave(String name, boolean liar, long offsetNanos, double driftPpb, SkewedClock local, ClusterClock clock) {}
