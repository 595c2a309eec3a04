package io.campanile.load;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.ClusterReading;
import io.campanile.clock.SkewedClock;
import io.campanile.core.Units;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.message.Standing;
import io.campanile.core.session.VotingRight;
import io.campanile.proto.socket.SocketFailure;
import io.campanile.slave.Campanile;
import io.campanile.slave.Dialer;
import io.campanile.slave.Slave;
import io.campanile.slave.SlaveBuilder;
import io.campanile.slave.SlaveHandler.Ending;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A production slave on a wrong clock, and what is known of it.
 *
 * <p>Its event loop calls the methods named {@code on…}; they publish through volatile fields. Everything else belongs to
 * the one thread that drives the load.
 */
final class LoadSlave {

    private final Census census;
    private final boolean liar;
    private final SkewedClock local;
    private final double driftPpb;
    private final ClusterClock clock;
    private final Slave slave;

    // These belong to the event loop.
    private boolean tried;
    private @Nullable Watch connection;

    // Published by it.
    private volatile boolean in;
    private volatile boolean everIn;
    private volatile Standing standing = Standing.JOINING;
    private volatile @Nullable Tally joined;

    // This belongs to the driving thread; the event loop looks at it to see whether the slave leaves.
    private volatile boolean leaving;
    private ClusterReading reading;
    private @Nullable Tally settled;
    private boolean converged;

    /**
     * A slave that is still to be started.
     *
     * @param local its wrong clock
     * @param driftPpb by how much that runs fast
     */
    LoadSlave(
            List<InetSocketAddress> masters,
            String name,
            boolean liar,
            SkewedClock local,
            double driftPpb,
            Uplink line,
            Census census) {
        this.census = census;
        this.liar = liar;
        this.local = local;
        this.driftPpb = driftPpb;
        SlaveBuilder options = Campanile.slave()
                .name(name)
                .localClock(local)
                .eventLoopGroup(line.loop())
                .dialer(new Counted(line.dialer()));
        masters.forEach(m -> options.master(m.getHostString(), m.getPort()));
        this.slave = options.build();
        this.clock = slave.clock();
        this.reading = clock.read();
    }

    /** Counts what becomes of sessions; questions to other masters are none. */
    private final class Counted implements Dialer {

        private final Dialer line;

        Counted(Dialer line) {
            this.line = line;
        }

        @Override
        public ChannelFuture dial(InetSocketAddress master, ChannelHandler handler) {
            ChannelFuture connecting = line.dial(master, Watch.over(handler, LoadSlave.this));
            return connecting.addListener(f -> {
                if (!f.isSuccess()) {
                    onFailure(SocketFailure.reason(f.cause()));
                }
            });
        }

        @Override
        public ChannelFuture dialToAsk(InetSocketAddress master, ChannelHandler handler) {
            return line.dialToAsk(master, handler);
        }
    }

    void start() {
        slave.start();
    }

    /** Says goodbye; completes when its connection is closed. */
    CompletableFuture<Void> leave() {
        leaving = true;
        return slave.stop().toCompletableFuture();
    }

    /** A master has let it in over this connection, which takes the place of any other. */
    void onWelcome(Watch over) {
        connection = over;
        if (!everIn) {
            everIn = true;
            census.noteLetIn();
        }
        in = true;
        countTry();
    }

    void onProbe(Round round, Standing told) {
        census.noteProbe(round);
        if (standing != told) {
            standing = told;
        }
    }

    /**
     * It was let in during this round, and is due from the next one on: what it has been corrected by now is no round's that
     * is due. The first time in an epoch counts.
     */
    void onJoined(Round round) {
        Tally before = joined;
        if (before == null
                || before.round().epoch() != round.epoch()
                || before.round().equals(round)) {
            joined = new Tally(round, clock.read().timeline().target().version());
        }
    }

    /**
     * A connection is gone. It means nothing when the slave has another one: then this was an attempt that it gave up, or the
     * session from which it moved.
     */
    void onEnding(Watch over, Ending ending) {
        if (over == connection) {
            connection = null;
            in = false;
            if (!leaving) {
                census.countLost(ending.reason());
            }
        } else if (!in && ending.redirect().isEmpty()) {
            onFailure(ending.reason());
        }
    }

    private void onFailure(String reason) {
        census.noteTrouble(reason);
        countTry();
    }

    private void countTry() {
        if (!tried) {
            tried = true;
            census.countTried();
        }
    }

    boolean isLiar() {
        return liar;
    }

    boolean isIn() {
        return in;
    }

    boolean wasEverIn() {
        return everIn;
    }

    boolean isRejected() {
        return in && standing == Standing.REJECTED;
    }

    /** Reads its clock; says whether that went back since the last time. */
    boolean look() {
        ClusterReading before = reading;
        reading = clock.read();
        return before.timeline().everCorrected() && reading.clusterNanos() < before.clusterNanos();
    }

    /**
     * Whether the clock, as last read, says how wrong it was at this instant: not so when it was corrected since.
     *
     * @param instant by the machine's clock, before the reading
     */
    boolean isServing(long instant) {
        long age = reading.localNanos() - reading.timeline().target().anchorNanos();
        return reading.status() != ClockStatus.UNSYNCHRONIZED && age >= readAtNanos() - instant;
    }

    /** Whether it has had as many corrections as the master itself asks of a clock that it trusts, and has caught up since. */
    boolean isConverged() {
        converged |= tally().corrections() >= VotingRight.PROBATION_ROUNDS
                && !reading.timeline().isSlewing(reading.localNanos());
        return converged;
    }

    /** How wrong the clock, as last read, says that it can be. */
    long boundNanos() {
        return reading.errorNanos();
    }

    /**
     * By how much the clock, as last read, is ahead of the machine's, carried to another instant at the rate at which both
     * run.
     *
     * @param instant by the machine's clock, close to the reading's
     */
    long aheadNanos(long instant) {
        long readAt = readAtNanos();
        double ratePpb = driftPpb + reading.timeline().target().ratePpb();
        return reading.clusterNanos() - readAt + Math.round(ratePpb / Units.PPB * (instant - readAt));
    }

    private long readAtNanos() {
        return local.baseNanos(reading.localNanos());
    }

    /** How often the clock, as last read, was corrected. */
    Tally tally() {
        return Tally.of(reading.timeline());
    }

    /** Settles its account in the pass that the coverage has started. */
    void settle(Coverage coverage) {
        settled = coverage.settle(settled, joined, tally());
    }
}
