package io.campanile.master;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.SkewedClock;
import io.campanile.proto.socket.Transport;
import io.campanile.slave.Campanile;
import io.campanile.slave.Slave;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;

/** A production slave with a wrong clock. */
public record TestSlave(SkewedClock local, Slave slave) {

    /** One that is started. */
    static TestSlave start(
            String name, SkewedClock local, InetSocketAddress master, Transport transport, EventLoop loop) {
        Slave slave = Campanile.slave()
                .master(master.getHostString(), master.getPort())
                .name(name)
                .transport(transport)
                .localClock(local)
                .eventLoopGroup(loop)
                .build();
        slave.start();
        return new TestSlave(local, slave);
    }

    /** What it asks to be called. */
    public String name() {
        return slave.name();
    }

    /** The cluster's time, as it keeps it. */
    public ClusterClock clock() {
        return slave.clock();
    }

    /** The round of the last correction that it applied; 0 before the first. */
    long correctedInRound() {
        return clock().read().timeline().round();
    }
}
