package io.campanile.master;

import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.ensemble.PullLimits;
import io.campanile.core.ensemble.Reference;
import io.campanile.core.message.NodeName;
import io.campanile.core.round.ClusterConfig;
import io.campanile.master.access.Access;
import io.campanile.proto.socket.TimeStamps;
import io.campanile.proto.socket.Transport;
import io.campanile.slave.SlaveIdentity;
import java.net.InetSocketAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a master runs.
 *
 * @param name what people call this master: 1 to 64 printable characters. As a standby it is a slave of this name
 * @param bind where slaves connect; port 0 takes any free one
 * @param transports over what; at least one
 * @param threads event loops for the slaves; 1 to 64. One serves thousands of slaves
 * @param maxSlaves how many slaves may be connected; 1 and more, and no more than the heap has room for ({@link HeapShare})
 * @param cluster how it keeps the cluster together
 * @param discipline how its own cluster clock follows
 * @param connections how many connections may be open before their hello
 * @param access how it finds out who is there, and whom it lets in
 * @param stamps who stamps its datagrams
 * @param parent whose cluster's time this one's follows; null if it is its own
 */
public record MasterConfig(
        String name,
        InetSocketAddress bind,
        Set<Transport> transports,
        int threads,
        int maxSlaves,
        ClusterConfig cluster,
        DisciplineLimits discipline,
        ConnectionLimits connections,
        Access access,
        TimeStamps stamps,
        @Nullable ParentConfig parent) {

    private static final int MAX_THREADS = 64;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public MasterConfig {
        NodeName.require(name);
        transports = Set.copyOf(transports);
        if (transports.isEmpty()) {
            throw new IllegalArgumentException("no transport to listen to; choose tcp, udp or both");
        }
        if (transports.contains(Transport.AUTO)) {
            throw new IllegalArgumentException(
                    "auto is for slaves, which choose by it between what a master listens to: choose tcp, udp or both");
        }
        if (threads < 1 || threads > MAX_THREADS) {
            throw new IllegalArgumentException(
                    "the number of threads is %s; choose 1 to %s".formatted(threads, MAX_THREADS));
        }
        if (maxSlaves < 1) {
            throw new IllegalArgumentException("the limit of slaves is %s; choose 1 or more".formatted(maxSlaves));
        }
        if (access.tls() != null && !transports.contains(Transport.TCP)) {
            throw new IllegalArgumentException(
                    "datagrams carry no certificate, and get their keys over tcp: with certificates, choose tcp, or both");
        }
        if (stamps.needsDatagrams() && !transports.contains(Transport.UDP)) {
            throw new IllegalArgumentException(
                    "the kernel and network cards stamp datagrams: for their time stamps, listen to udp, too");
        }
        stamps.require();
        if (parent != null && cluster.reference() == Reference.LOCAL) {
            throw new IllegalArgumentException(
                    "the master's own clock decides, so that nothing can follow a parent: choose the"
                            + " ensemble as the reference, or no parent");
        }
        HeapShare.require(maxSlaves, Runtime.getRuntime().maxMemory());
    }

    /** With open doors, and the usual limits for connections. */
    public MasterConfig(
            String name,
            InetSocketAddress bind,
            Set<Transport> transports,
            int threads,
            int maxSlaves,
            ClusterConfig cluster,
            DisciplineLimits discipline) {
        this(
                name,
                bind,
                transports,
                threads,
                maxSlaves,
                cluster,
                discipline,
                ConnectionLimits.DEFAULT,
                Access.OPEN,
                TimeStamps.AUTO,
                null);
    }

    /** The same, with other doors. */
    public MasterConfig withAccess(Access other) {
        return new MasterConfig(
                name, bind, transports, threads, maxSlaves, cluster, discipline, connections, other, stamps, parent);
    }

    /** The same, whose cluster's time follows that of this parent. */
    public MasterConfig withParent(ParentConfig other) {
        return new MasterConfig(
                name,
                bind,
                transports,
                threads,
                maxSlaves,
                cluster.withPull(PullLimits.OF_PARENT),
                discipline,
                connections,
                access,
                stamps,
                other);
    }

    /** The defaults, listening here, under the host's name. */
    public static MasterConfig at(InetSocketAddress bind) {
        return new MasterConfig(
                SlaveIdentity.hostName(),
                bind,
                Transport.LISTENED,
                1,
                HeapShare.slavesByDefault(),
                ClusterConfig.DEFAULT,
                DisciplineLimits.DEFAULT);
    }
}
