package io.campanile.junit;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.DisciplinedClock;
import io.campanile.clock.SystemClock;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.replay.Recorder;
import io.campanile.core.round.Burst;
import io.campanile.core.round.ClusterConfig;
import io.campanile.master.Alone;
import io.campanile.master.HeapShare;
import io.campanile.master.MasterConfig;
import io.campanile.master.MasterServer;
import io.campanile.proto.socket.Transport;
import io.campanile.slave.Campanile;
import io.campanile.slave.Slave;
import io.campanile.slave.SlaveBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A master on the loopback interface, and its slaves, as they run. Thread-safe. */
final class TestCluster {

    /** Tests do not wait for a slave that waits. */
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(10);

    private static final Duration LONGEST_BACKOFF = Duration.ofMillis(100);

    private static final long CLOSE_SECONDS = 5;

    private final ClusterConfig config;
    private final DisciplinedClock clock = new DisciplinedClock(new SystemClock(), DisciplineLimits.DEFAULT);
    private final InetSocketAddress address;
    private final Map<String, Slave> slaves = new LinkedHashMap<>();
    private @Nullable MasterServer master;

    TestCluster(Duration round, Map<String, Consumer<SlaveBuilder>> slaves) throws IOException {
        config = ClusterConfig.of(EnsembleConfig.DEFAULT, round.toNanos(), Burst.AUTO);
        MasterServer first = startMaster(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        master = first;
        address = first.address();
        try {
            slaves.forEach((name, how) -> this.slaves.put(name, startSlave(name, how)));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private MasterServer startMaster(InetSocketAddress where) throws IOException {
        MasterConfig how = new MasterConfig(
                "master", where, Transport.LISTENED, 1, HeapShare.slavesByDefault(), config, DisciplineLimits.DEFAULT);
        return MasterServer.start(how, clock, Alone.forgetful(clock.local()), Recorder.NONE);
    }

    private Slave startSlave(String name, Consumer<SlaveBuilder> how) {
        SlaveBuilder builder = Campanile.slave()
                .master(address.getAddress().getHostAddress(), address.getPort())
                .name(name)
                .backoff(FIRST_BACKOFF, LONGEST_BACKOFF);
        how.accept(builder);
        Slave slave = builder.build();
        slave.start();
        return slave;
    }

    InetSocketAddress address() {
        return address;
    }

    ClusterClock clock() {
        return clock;
    }

    Map<String, Slave> slaves() {
        return Collections.unmodifiableMap(slaves);
    }

    synchronized void stopMaster() {
        MasterServer stopping = master;
        master = null;
        if (stopping != null) {
            within(stopping.close());
        }
    }

    synchronized void startMaster() throws IOException {
        if (master == null) {
            master = startMaster(address);
        }
    }

    /** Waits until all clocks are synchronized, for this long at most. A master that is alone has nobody to agree with. */
    void awaitSynchronized(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        for (Map.Entry<String, Slave> slave : slaves.entrySet()) {
            await("slave '" + slave.getKey() + "'", slave.getValue().clock(), end, most);
        }
        if (!slaves.isEmpty()) {
            await("master", clock, end, most);
        }
    }

    private static void await(String whose, ClusterClock clock, long end, Duration most) throws InterruptedException {
        try {
            clock.awaitSynchronized(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "the clock of the %s was not synchronized within %s: its log says why".formatted(whose, most), e);
        }
    }

    void close() {
        within(CompletableFuture.allOf(slaves.values().stream()
                .map(slave -> slave.stop().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new)));
        stopMaster();
        clock.close();
    }

    private static void within(CompletableFuture<Void> closing) {
        closing.completeOnTimeout(null, CLOSE_SECONDS, TimeUnit.SECONDS).join();
    }
}
