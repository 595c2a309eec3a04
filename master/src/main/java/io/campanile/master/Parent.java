package io.campanile.master;

import io.campanile.clock.ClusterReading;
import io.campanile.clock.DisciplinedClock;
import io.campanile.core.LocalClock;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.ensemble.Outside;
import io.campanile.proto.socket.Transport;
import io.campanile.slave.Slave;
import io.campanile.slave.SlaveBuilder;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The master, or the group of masters, whose cluster's time the one of this master follows. While this master leads, it is a slave of
 * the parent, with a clock of its own for that: what the parent's corrections make of the local clock is the parent's time, with
 * its error. That clock outlives each leadership, so that a master which leads again knows the parent's time at once.
 *
 * <p>Thread-safe.
 */
final class Parent {

    private final ParentConfig config;
    private final DisciplinedClock clock;
    private final Ancestry ancestry;

    /** The local time at which it was followed last. */
    private volatile long sinceNanos;

    /** The session with the parent; null while another master of the group leads. */
    private volatile @Nullable Slave slave;

    /**
     * A parent that is not followed yet.
     *
     * @param local the node's local clock
     * @param limits how the clock that shows its time follows it
     * @param ancestry hears whose time the parent has
     */
    Parent(ParentConfig config, LocalClock local, DisciplineLimits limits, Ancestry ancestry) {
        this.config = config;
        this.clock = new DisciplinedClock(local, limits);
        this.ancestry = ancestry;
    }

    /** Follows it from now on, as such a slave. */
    void follow(SlaveBuilder with) {
        config.masters().forEach(at -> with.master(at.getHostString(), at.getPort()));
        // Whose time the parent has is said over connections alone.
        Slave begun =
                with.transport(Transport.AUTO).master(ancestry).clock(clock).build();
        sinceNanos = clock.local().nanos();
        slave = begun;
        begun.start();
    }

    /** Follows it no more; completes when its clock is corrected no more. */
    CompletableFuture<Void> letGo() {
        Slave closing = slave;
        slave = null;
        return closing == null
                ? CompletableFuture.completedFuture(null)
                : closing.letGo().toCompletableFuture();
    }

    /**
     * What is known of its time, at this local time of the node.
     *
     * @param limits how this cluster's time is decided
     */
    Outside outside(long nowNanos, EnsembleConfig limits) {
        boolean patient = nowNanos - sinceNanos < config.patienceNanos();
        return Outside.ofParent(clock.state(nowNanos), nowNanos, limits, patient)
                .telling(clock.read().timeline().utc(), nowNanos);
    }

    /**
     * How it stands.
     *
     * @param own what the node's own cluster clock shows
     */
    ParentStatus status(ClusterReading own) {
        Optional<Slave> follows = Optional.ofNullable(slave);
        return ParentStatus.of(
                config.masters(), clock.read(), own, follows.map(Slave::search).orElse(null), ancestry.lineage());
    }
}
