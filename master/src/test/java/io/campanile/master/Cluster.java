package io.campanile.master;

import io.campanile.clock.DisciplinedClock;
import io.campanile.clock.SkewedClock;
import io.campanile.clock.SystemClock;
import io.campanile.core.LocalClock;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.ensemble.RoundReport;
import io.campanile.core.replay.Recorder;
import io.campanile.core.round.Burst;
import io.campanile.core.round.ClusterConfig;
import io.campanile.proto.socket.SocketIo;
import io.campanile.proto.socket.Transport;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A master and its slaves on the loopback interface. All their clocks descend from one, so that the truth is known. */
public final class Cluster implements AutoCloseable {

    static final Duration ROUND = Duration.ofMillis(100);

    /** How many the master has room for. */
    static final int MOST_SLAVES = 100;

    private static final long CLOSE_SECONDS = 5;

    static {
        TestLogs.quieten();
        // A busy machine is no failure.
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    private final LocalClock base = new SystemClock();
    private final EventLoopGroup loops = SocketIo.best().eventLoops(1, "test-slaves");
    private final List<TestSlave> slaves = new ArrayList<>();
    private final MasterServer master;
    private @Nullable CompletableFuture<Void> masterClosed;

    /** With short rounds. */
    public Cluster() throws IOException {
        this(options(EnsembleConfig.DEFAULT));
    }

    /** With a first round that outlasts any test. */
    public static Cluster beforeItsFirstRound() throws IOException {
        return new Cluster(options(Duration.ofHours(1), EnsembleConfig.DEFAULT, loopback(0)));
    }

    /** Whose time follows that of another one. */
    public static Cluster under(InetSocketAddress parent) throws IOException {
        ParentConfig follows = new ParentConfig(List.of(parent), ParentConfig.PATIENCE_NANOS);
        return new Cluster(options(EnsembleConfig.DEFAULT).withParent(follows));
    }

    Cluster(MasterConfig options) throws IOException {
        this(options, Recorder.NONE);
    }

    /** The same, and this hears what the master decides, and from what. */
    Cluster(MasterConfig options, Recorder recorder) throws IOException {
        DisciplinedClock clock = new DisciplinedClock(base, options.discipline());
        master = MasterServer.start(options, clock, Alone.forgetful(base), recorder);
    }

    /** Short rounds, a free port, and these limits but for the round's length. */
    static MasterConfig options(EnsembleConfig ensemble) {
        return options(ensemble, loopback(0));
    }

    static MasterConfig options(EnsembleConfig ensemble, InetSocketAddress bind) {
        return options(ROUND, ensemble, bind);
    }

    private static MasterConfig options(Duration round, EnsembleConfig ensemble, InetSocketAddress bind) {
        return new MasterConfig(
                "master",
                bind,
                Transport.LISTENED,
                1,
                MOST_SLAVES,
                ClusterConfig.of(ensemble, round.toNanos(), Burst.AUTO),
                DisciplineLimits.DEFAULT);
    }

    static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** The master. */
    public MasterServer master() {
        return master;
    }

    /** What the system tells a listening socket when the process has no files left. */
    public void runOutOfFiles() {
        Channel listening = master.sockets.listening().get(0);
        IOException failure = new IOException("accept(..) failed with error(-24): Too many open files");
        listening
                .eventLoop()
                .submit(() -> listening.pipeline().fireExceptionCaught(failure))
                .syncUninterruptibly();
    }

    /** Starts a production slave whose local clock is off by so much, and drifts. */
    public TestSlave join(String name, Duration offset, double driftPpm) {
        SkewedClock local = new SkewedClock(base, offset.toNanos(), driftPpm * 1000);
        return started(name, local, master.address(), Transport.TCP);
    }

    /** The same over UDP, through a relay if that is where the master seems to be. */
    TestSlave joinOverUdp(String name, Duration offset, InetSocketAddress where) {
        SkewedClock local = new SkewedClock(base, offset.toNanos(), 0);
        return started(name, local, where, Transport.UDP);
    }

    /** The same over TCP, with datagrams beside the connection. */
    TestSlave joinByBoth(String name, Duration offset, InetSocketAddress where) {
        SkewedClock local = new SkewedClock(base, offset.toNanos(), 0);
        return started(name, local, where, Transport.AUTO);
    }

    private TestSlave started(String name, SkewedClock local, InetSocketAddress where, Transport transport) {
        TestSlave slave = TestSlave.start(name, local, where, transport, loops.next());
        slaves.add(slave);
        return slave;
    }

    /** Connects a peer that does what the test tells it to. */
    public RawPeer connect() throws IOException {
        return new RawPeer(master.address());
    }

    /** How far this slave's cluster clock is from the master's cluster time. */
    long trueErrorNanos(TestSlave slave) {
        var reading = slave.clock().read();
        long instant = slave.local().baseNanos(reading.localNanos());
        return reading.clusterNanos()
                - master.clock().read().timeline().target().at(instant);
    }

    /** The number of the last round; 0 before the first. */
    long round() {
        RoundReport report = master.status().round();
        return report == null ? 0 : report.number();
    }

    /** What the master says of a slave; fails while it says nothing. */
    SlaveStatus status(String slave) {
        return master.status().slaves().stream()
                .filter(s -> s.name().equals(slave))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the master has no status of " + slave));
    }

    /** Closes the master, once. */
    CompletableFuture<Void> closeMaster() {
        if (masterClosed == null) {
            masterClosed = master.close();
        }
        return masterClosed;
    }

    @Override
    public void close() {
        List<CompletableFuture<?>> steps = new ArrayList<>();
        slaves.forEach(s -> steps.add(s.slave().stop().toCompletableFuture()));
        steps.add(closeMaster());
        CompletableFuture.allOf(steps.toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, CLOSE_SECONDS, TimeUnit.SECONDS)
                .join();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
