package io.campanile.load.failover;

import io.campanile.clock.SkewedClock;
import io.campanile.core.LocalClock;
import io.campanile.core.Units;
import io.campanile.load.Farewell;
import io.campanile.proto.datagram.DatagramClient;
import io.campanile.proto.socket.SocketIo;
import io.campanile.proto.socket.TimeStamps;
import io.campanile.proto.socket.Transport;
import io.campanile.slave.Campanile;
import io.campanile.slave.Dialer;
import io.campanile.slave.Slave;
import io.campanile.slave.SlaveBuilder;
import io.campanile.slave.UdpDialer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Production slaves that know all masters, each on a wrong clock of its own, all on one event loop. */
final class Fleet implements AutoCloseable {

    /** Decides how wrong each clock is. */
    private static final long SEED = 16;

    private static final long MOST_OFFSET_NANOS = 2 * Units.SECOND_NANOS;
    private static final double MOST_DRIFT_PPB = 100_000;

    /** What arrives for them at once finds room in a socket's buffer. */
    private static final int SLAVES_PER_SOCKET = 100;

    /** So many start at once, and then the next ones: 500 in a second. Each asks all masters, whose code is still cold. */
    private static final int SLAVES_AT_ONCE = 20;

    private static final long PAUSE_MILLIS = 40;

    /** No more than these wait to be corrected for the first time before the next ones start: who is not let in asks again. */
    private static final int MOST_WAITING = 300;

    /** If nobody is let in for a minute, the rest starts, too. */
    private static final int MOST_PAUSES = 1500;

    private final EventLoopGroup loops = SocketIo.best().eventLoops(1, "failover-slaves");
    private final EventLoop loop = loops.next();
    private final List<Slave> slaves = new ArrayList<>();
    private final List<WatchedClock> clocks = new ArrayList<>();

    /**
     * Makes the slaves; none is started.
     *
     * @param machine the clock against which theirs are wrong
     */
    Fleet(RigConfig config, LocalClock machine) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Dialer> dialers = new ArrayList<>();
        for (int i = 0; i < config.slaves(); i++) {
            SkewedClock local = new SkewedClock(
                    machine,
                    random.nextLong(-MOST_OFFSET_NANOS, MOST_OFFSET_NANOS + 1),
                    (2 * random.nextDouble() - 1) * MOST_DRIFT_PPB);
            SlaveBuilder options = Campanile.slave()
                    .name("slave-" + (i + 1))
                    .localClock(local)
                    .eventLoopGroup(loop)
                    .transport(config.transport());
            config.sites().forEach(site -> options.master(site.host(), site.port()));
            if (config.transport() == Transport.UDP) {
                if (i % SLAVES_PER_SOCKET == 0) {
                    dialers.add(new UdpDialer(DatagramClient.open(loop, TimeStamps.USER)));
                }
                options.dialer(dialers.get(dialers.size() - 1));
            }
            Slave slave = options.build();
            slaves.add(slave);
            clocks.add(new WatchedClock(slave.clock(), local));
        }
    }

    /**
     * Starts them, as many in a second as masters let in that have just started, and no more than are let in.
     *
     * @param corrected tells how many clocks have been corrected
     */
    void start(IntSupplier corrected) throws InterruptedException {
        for (int started = 1; started <= slaves.size(); started++) {
            slaves.get(started - 1).start();
            if (started % SLAVES_AT_ONCE == 0) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                awaitRoom(started, corrected);
            }
        }
    }

    private static void awaitRoom(int started, IntSupplier corrected) throws InterruptedException {
        for (int i = 0; i < MOST_PAUSES && started - corrected.getAsInt() >= MOST_WAITING; i++) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    /** What they serve. */
    List<WatchedClock> clocks() {
        return clocks;
    }

    /** Says goodbye for all, and cuts the connections after a second and a half. */
    @Override
    public void close() {
        Farewell.of(slaves, loops);
    }
}
