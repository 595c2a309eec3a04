package io.campanile.cli.demo;

import io.campanile.admin.master.MasterAdmin;
import io.campanile.admin.master.StatusDocument;
import io.campanile.admin.web.WebConfig;
import io.campanile.clock.SkewedClock;
import io.campanile.clock.SystemClock;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.ensemble.Rejection;
import io.campanile.core.ensemble.RoundReport;
import io.campanile.core.round.Burst;
import io.campanile.core.round.ClusterConfig;
import io.campanile.master.MasterConfig;
import io.campanile.master.MasterServer;
import io.campanile.master.MasterStatus;
import io.campanile.proto.socket.SocketIo;
import io.campanile.proto.socket.Transport;
import io.campanile.slave.Campanile;
import io.campanile.slave.Slave;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A master and its slaves in this process, over real sockets of the loopback interface. */
final class Demo implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Demo.class);
    private static final String NAME = "demo";
    private static final long LIE_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final long CLOSE_MILLIS = 2000;

    private static final InetSocketAddress ANYWHERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final DemoOptions options;
    private final DemoIdentities identities;
    private final List<DemoSlave> slaves = new ArrayList<>();
    private final List<Slave> members = new ArrayList<>();
    private final MasterServer master;
    private final MasterAdmin admin;
    private final EventLoopGroup slaveLoops;
    private final DemoTruth truth;
    private final long initialSpreadNanos;

    /**
     * Starts it.
     *
     * @param adminPort where the dashboard is; 0 takes any free port
     */
    Demo(DemoOptions options, int adminPort) throws IOException {
        this.options = options;
        this.identities = options.tls() ? DemoIdentities.make(ANYWHERE.getAddress()) : DemoIdentities.none();
        SystemClock machine = new SystemClock();
        long roundNanos = options.round().toNanos();
        MasterConfig masterOptions = new MasterConfig(
                "demo",
                ANYWHERE,
                Set.of(Transport.TCP),
                1,
                options.slaves(),
                ClusterConfig.of(EnsembleConfig.DEFAULT, roundNanos, Burst.AUTO),
                MasterConfig.at(new InetSocketAddress(0)).discipline());
        master = MasterServer.start(masterOptions.withAccess(identities.ofMaster()), machine);
        slaveLoops = SocketIo.best().eventLoops(1, "campanile-slaves");
        admin = startAdmin(adminPort);
        SplittableRandom random = new SplittableRandom(options.seed());
        for (int i = 1; i <= options.slaves(); i++) {
            slaves.add(newSlave(i, machine, random));
        }
        List<DemoSlave> honest = slaves.stream().filter(s -> !s.liar()).toList();
        truth = new DemoTruth(master.clock(), honest);
        initialSpreadNanos = truth.spreadNanos();
        members.forEach(Slave::start);
    }

    private MasterAdmin startAdmin(int port) throws IOException {
        try {
            return MasterAdmin.start(
                    NAME, WebConfig.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)), master);
        } catch (IOException e) {
            master.close();
            throw e;
        }
    }

    private DemoSlave newSlave(int number, SystemClock machine, SplittableRandom random) {
        boolean liar = number > options.slaves() - options.liars();
        long maxOffset = options.maxOffset().toNanos();
        long offset = random.nextLong(-maxOffset, maxOffset + 1) + (liar ? LIE_NANOS : 0);
        double drift = (2 * random.nextDouble() - 1) * options.maxDriftPpb();
        String name = (liar ? "liar-" + (number - options.slaves() + options.liars()) : "slave-" + number);
        SkewedClock local = new SkewedClock(machine, offset, drift);
        Slave member = Campanile.slave()
                .master(master.address().getHostString(), master.address().getPort())
                .name(name)
                .localClock(local)
                .connectionSetup(identities.of(name))
                .eventLoopGroup(slaveLoops)
                .build();
        members.add(member);
        return new DemoSlave(name, liar, offset, drift, local, member.clock());
    }

    /** Where the dashboard is. */
    InetSocketAddress dashboard() {
        return admin.address();
    }

    /** Whether its nodes prove who they are. */
    boolean isCertified() {
        return options.tls();
    }

    List<DemoSlave> slaves() {
        return slaves;
    }

    /** The cluster as its master sees it. */
    StatusDocument status() {
        return StatusDocument.of(NAME, master);
    }

    MasterStatus masterStatus() {
        return master.status();
    }

    DemoTruth truth() {
        return truth;
    }

    DemoResult result() {
        Optional<RoundReport> round = Optional.ofNullable(master.status().round());
        List<String> rejected = round.stream()
                .flatMap(r -> r.rejections().stream())
                .map(Rejection::slave)
                .sorted()
                .toList();
        List<String> liars = slaves.stream()
                .filter(DemoSlave::liar)
                .map(DemoSlave::name)
                .sorted()
                .toList();
        boolean converged =
                truth.allSynchronized() && truth.spreadNanos() <= DemoTruth.CONVERGED_NANOS && rejected.equals(liars);
        return new DemoResult(
                options.slaves(),
                round.map(RoundReport::number).orElse(0L),
                initialSpreadNanos,
                truth.spreadNanos(),
                truth.maxErrorNanos(),
                truth.boundViolations(),
                truth.backwardReadings(),
                rejected,
                converged);
    }

    @Override
    public void close() {
        List<CompletableFuture<?>> steps = new ArrayList<>();
        members.forEach(m -> steps.add(m.stop().toCompletableFuture()));
        admin.close();
        steps.add(master.close());
        CompletableFuture.allOf(steps.toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
                .join();
        slaveLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        try {
            identities.close();
        } catch (IOException e) {
            log.warn("left files behind: {}", e.getMessage());
        }
    }
}
