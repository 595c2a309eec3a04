package io.campanile.cli.demo;

import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.proto.SkewedClock;
import io.campanile.slave.DisciplinedClock;
import io.campanile.slave.SlaveAgent;
import io.campanile.slave.SlaveIdentity;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.List;

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
record DemoSlave(
        String name, boolean liar, long offsetNanos, double driftPpb, SkewedClock local, DisciplinedClock clock) {

    DemoSlave(String name, boolean liar, long offsetNanos, double driftPpb, SkewedClock local) {
        this(name, liar, offsetNanos, driftPpb, local, new DisciplinedClock(local, DisciplineLimits.DEFAULT));
    }

    SlaveAgent connect(InetSocketAddress master, EventLoop loop) {
        SlaveAgent agent = new SlaveAgent(List.of(master), SlaveIdentity.of(name), clock, loop);
        agent.start();
        return agent;
    }
}
