package io.campanile.master;

import io.campanile.clock.DisciplinedClock;
import io.campanile.master.Leadership.Following;
import io.campanile.proto.socket.Transport;
import io.campanile.proto.tls.TlsContexts;
import io.campanile.slave.Campanile;
import io.campanile.slave.ConnectionSetup;
import io.campanile.slave.Slave;
import io.netty.channel.EventLoopGroup;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a master does while another one leads: it is a slave of the leader, so that its clock shows cluster time when it is
 * its turn to lead. Its clock is one among the others, and has a vote.
 */
final class Standby {

    private final Slave slave;

    /**
     * Follows the leader from now on.
     *
     * @param instance by which the leader knows this process, whenever it follows
     * @param tls proves who this master is; null to encrypt nothing
     * @param clock the node's cluster clock: corrected by nobody else until {@link #close} has completed
     * @param loops do the work; they stay the caller's
     */
    Standby(
            Following leader,
            long instance,
            MasterConfig config,
            @Nullable TlsContexts tls,
            DisciplinedClock clock,
            EventLoopGroup loops) {
        slave = Campanile.slave()
                .name(config.name())
                .instance(instance)
                .standby()
                .master(leader.host(), leader.port())
                .transport(transport(config.transports()))
                .connectionSetup(tls == null ? ConnectionSetup.PLAIN : ConnectionSetup.tls(tls))
                .clock(clock)
                .eventLoopGroup(loops)
                .build();
        slave.start();
    }

    /** Its clock is what the next term begins with: its probes go the best way there is. */
    private static Transport transport(Set<Transport> listens) {
        return listens.size() > 1 ? Transport.AUTO : listens.iterator().next();
    }

    /**
     * Follows nobody; completes when the clock is corrected no more. A goodbye to a leader that has fallen silent takes a
     * second, for which nobody waits.
     */
    CompletableFuture<Void> close() {
        return slave.letGo().toCompletableFuture();
    }
}
