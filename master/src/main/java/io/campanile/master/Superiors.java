package io.campanile.master;

import io.campanile.clock.DisciplinedClock;
import io.campanile.core.ensemble.Outside;
import io.campanile.master.Leadership.Following;
import io.campanile.proto.socket.Transport;
import io.campanile.proto.tls.TlsContexts;
import io.campanile.slave.Campanile;
import io.campanile.slave.ConnectionSetup;
import io.campanile.slave.Slave;
import io.campanile.slave.SlaveBuilder;
import io.netty.channel.EventLoopGroup;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Whom a master's process follows. While another master of its group leads, it is that one's standby: its clock is one among the
 * others, has a vote, and shows cluster time when it is its turn to lead. While it leads itself, it is a slave of the
 * {@link Parent}, if it has one.
 *
 * <p>Changes of leadership call it, one after the other.
 */
final class Superiors {

    private final MasterConfig config;
    private final @Nullable TlsContexts tls;
    private final DisciplinedClock clock;
    private final EventLoopGroup loops;
    private final Ancestry ancestry;
    private final @Nullable Parent parent;

    /** Keeps the node's clock while another master leads. */
    private @Nullable Slave standby;

    /**
     * Those of a process that follows nobody yet.
     *
     * @param tls proves who this master is; null to encrypt nothing
     * @param clock the node's cluster clock
     * @param loops do the work; they stay the caller's
     */
    Superiors(
            MasterConfig config,
            @Nullable TlsContexts tls,
            DisciplinedClock clock,
            EventLoopGroup loops,
            Ancestry ancestry) {
        this.config = config;
        this.tls = tls;
        this.clock = clock;
        this.loops = loops;
        this.ancestry = ancestry;
        ParentConfig whom = config.parent();
        this.parent = whom == null ? null : new Parent(whom, clock.local(), config.discipline(), ancestry);
    }

    /** Follows this master of the group from now on: the node's clock is corrected by nobody else until {@link #letGo} has completed. */
    void follow(Following leader) {
        Slave begun = slave().standby()
                .master(leader.host(), leader.port())
                .connectionSetup(tls == null ? ConnectionSetup.PLAIN : ConnectionSetup.tls(tls))
                .transport(transport(config.transports()))
                .clock(clock)
                .build();
        standby = begun;
        begun.start();
    }

    /** The standby's clock is what the next term begins with: its probes go the best way there is. */
    private static Transport transport(Set<Transport> listens) {
        return listens.size() > 1 ? Transport.AUTO : listens.iterator().next();
    }

    /** This master leads from now on. */
    void lead() {
        if (parent != null) {
            parent.follow(tls == null ? slave() : slave().tls(tls));
        }
    }

    private SlaveBuilder slave() {
        return Campanile.slave()
                .name(config.name())
                // By which others know this process, whenever it follows.
                .instance(ancestry.instance())
                .eventLoopGroup(loops);
    }

    /**
     * Follows nobody; completes when no clock is corrected any more. A goodbye to a master that has fallen silent takes a
     * second, for which nobody waits.
     */
    CompletableFuture<Void> letGo() {
        Slave closing = standby;
        standby = null;
        CompletableFuture<Void> orphaned = parent == null ? CompletableFuture.completedFuture(null) : parent.letGo();
        return closing == null
                ? orphaned
                : CompletableFuture.allOf(orphaned, closing.letGo().toCompletableFuture());
    }

    /** What is known of times outside, at this local time of the master. Any thread may ask. */
    Outside outside(long nowNanos) {
        return parent == null
                ? Outside.NONE
                : parent.outside(nowNanos, config.cluster().ensemble());
    }

    /** Whose cluster's time this one's follows while it leads; empty if it has no parent. */
    Optional<Parent> parent() {
        return Optional.ofNullable(parent);
    }
}
