package io.campanile.master;

import io.campanile.core.LocalClock;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.proto.SkewedClock;
import io.campanile.slave.Dialer;
import io.campanile.slave.DisciplinedClock;
import io.campanile.slave.SlaveAgent;
import io.campanile.slave.SlaveIdentity;
import io.campanile.slave.TcpDialer;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** A production slave with a wrong clock. */
public record TestSlave(String name, SkewedClock local, DisciplinedClock clock, SlaveAgent agent) {

    TestSlave(
            String name, LocalClock base, Duration offset, double driftPpm, InetSocketAddress master, EventLoop loop) {
        this(name, new SkewedClock(base, offset.toNanos(), driftPpm * 1000), master, loop, new TcpDialer(loop, null));
    }

    TestSlave(String name, SkewedClock local, InetSocketAddress master, EventLoop loop, Dialer dialer) {
        this(name, local, new DisciplinedClock(local, DisciplineLimits.DEFAULT), master, loop, dialer);
    }

    private TestSlave(
            String name,
            SkewedClock local,
            DisciplinedClock clock,
            InetSocketAddress master,
            EventLoop loop,
            Dialer dialer) {
        this(name, local, clock, new SlaveAgent(List.of(master), SlaveIdentity.of(name), clock, loop, dialer));
        agent.start();
    }

    /** The round of the last correction that it applied; 0 before the first. */
    long correctedInRound() {
        return clock.read().timeline().round();
    }
}
