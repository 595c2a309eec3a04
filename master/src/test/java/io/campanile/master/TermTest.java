package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.campanile.clock.ClusterClock;
import io.campanile.clock.ClusterReading;
import io.campanile.clock.DisciplinedClock;
import io.campanile.clock.SkewedClock;
import io.campanile.clock.SystemClock;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.replay.Recorder;
import io.campanile.core.round.Burst;
import io.campanile.core.round.ClusterConfig;
import io.campanile.proto.socket.SocketIo;
import io.campanile.proto.socket.Transport;
import io.campanile.slave.Campanile;
import io.campanile.slave.Slave;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Masters that lead, and lead no more, in one process; production slaves on real sockets. */
@Timeout(180)
class TermTest {

    private static final int TERMS = 100;
    private static final long ROUND_NANOS = 20_000_000;
    private static final Duration LONG = Duration.ofSeconds(30);

    static {
        TestLogs.quieten();
    }

    private final SystemClock base = new SystemClock();
    private final EventLoopGroup loops = SocketIo.best().eventLoops(1, "test-slaves");
    private final List<Slave> slaves = new ArrayList<>();
    private final ListAppender<ILoggingEvent> leaks = new ListAppender<>();

    @BeforeEach
    void listenForLeaks() {
        leaks.start();
        ((Logger) LoggerFactory.getLogger(ResourceLeakDetector.class)).addAppender(leaks);
    }

    @AfterEach
    void release() {
        slaves.forEach(Slave::close);
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        ((Logger) LoggerFactory.getLogger(ResourceLeakDetector.class)).detachAppender(leaks);
    }

    private DisciplinedClock nodeClock() {
        return new DisciplinedClock(base, DisciplineLimits.DEFAULT);
    }

    /** Nobody is waited for before a term decides its time. */
    private static MasterServer master(DisciplinedClock clock, Leadership leadership) throws IOException {
        EnsembleConfig usual = EnsembleConfig.DEFAULT;
        EnsembleConfig hasty = usual.withDistances(usual.panicNanos(), usual.toleranceNanos(), 0);
        MasterConfig config = new MasterConfig(
                "master",
                Cluster.loopback(0),
                Transport.LISTENED,
                2,
                100,
                ClusterConfig.of(hasty, ROUND_NANOS, Burst.AUTO),
                DisciplineLimits.DEFAULT);
        return MasterServer.start(config, clock, leadership, Recorder.NONE);
    }

    private Slave slave(String name, Transport transport, Duration offset, MasterServer... masters) {
        var builder = Campanile.slave()
                .name(name)
                .transport(transport)
                .localClock(new SkewedClock(base, offset.toNanos(), 20_000))
                .backoff(Duration.ofMillis(1), Duration.ofMillis(20))
                .eventLoopGroup(loops);
        for (MasterServer master : masters) {
            builder.master(master.address().getHostString(), master.address().getPort());
        }
        Slave slave = builder.build();
        slaves.add(slave);
        slave.start();
        return slave;
    }

    private static long epoch(ClusterClock clock) {
        return clock.read().timeline().epoch();
    }

    private static void awaitAllIn(long epoch, List<ClusterClock> clocks) {
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> clocks.stream().allMatch(clock -> epoch(clock) == epoch));
    }

    /** Whoever is to be corrected when this completes has been decided by then. */
    private static void awaitThatSomethingWaitsFor(CompletableFuture<Void> written) {
        await().atMost(LONG).until(() -> written.getNumberOfDependents() > 0);
    }

    @Test
    void aTermOpensAndClosesAHundredTimesAndLeavesNothingBehind() throws Exception {
        ScriptedLeadership leadership = new ScriptedLeadership();
        DisciplinedClock node = nodeClock();
        MasterServer master = master(node, leadership);
        List<ClusterClock> clocks = List.of(
                node,
                slave("a1", Transport.TCP, Duration.ofMillis(-300), master).clock(),
                slave("a2", Transport.TCP, Duration.ofMillis(200), master).clock(),
                slave("a3", Transport.UDP, Duration.ofMillis(100), master).clock());
        awaitAllIn(leadership.lead(), clocks);
        List<WeakReference<Term>> terms = new ArrayList<>();
        final long threads = threads("");

        Watch watch = new Watch(clocks);
        try {
            for (int i = 1; i < TERMS; i++) {
                leadership.vacate();
                long epoch = leadership.lead();
                awaitAllIn(epoch, clocks);
                terms.add(new WeakReference<>(master.term().orElseThrow()));
                assertThat(master.status().epoch()).isEqualTo(epoch);
            }
        } finally {
            watch.stop();
        }
        assertThat(watch.readings()).isGreaterThan(TERMS);
        assertThat(watch.backwardReadings()).isZero();

        // Those that look names up end when there is nothing to look up.
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(threads("")).as("threads").isLessThanOrEqualTo(threads));
        await().atMost(LONG).untilAsserted(() -> {
            System.gc();
            assertThat(terms.stream().filter(term -> term.get() != null))
                    .as("terms in memory")
                    .hasSize(1);
        });
        assertThat(master.close()).succeedsWithin(LONG);
        await().atMost(LONG).until(() -> threads("campanile-master") + threads("campanile-rounds") == 0);
        for (int i = 0; i < 3; i++) {
            System.gc();
            PooledByteBufAllocator.DEFAULT.buffer().release();
        }
        assertThat(leaks.list).extracting(ILoggingEvent::getFormattedMessage).isEmpty();
    }

    @Test
    void nobodyIsCorrectedBeforeItIsRememberedThatThereIsAClusterTime() throws Exception {
        ScriptedLeadership leadership = new ScriptedLeadership();
        CompletableFuture<Void> written = new CompletableFuture<>();
        leadership.rememberingTakes(written);
        MasterServer master = master(nodeClock(), leadership);
        ClusterClock clock =
                slave("a1", Transport.TCP, Duration.ofMillis(50), master).clock();
        long epoch = leadership.lead();

        awaitThatSomethingWaitsFor(written);
        assertThat(epoch(clock)).isZero();
        assertThat(epoch(master.clock())).isZero();

        written.complete(null);
        awaitAllIn(epoch, List.of(clock, master.clock()));
        assertThat(master.close()).succeedsWithin(LONG);
    }

    @Test
    void termWhoseTimeCannotBeRememberedCorrectsNobodyAndTheNextOneDoes() throws Exception {
        ScriptedLeadership leadership = new ScriptedLeadership();
        CompletableFuture<Void> written = new CompletableFuture<>();
        leadership.rememberingTakes(written);
        MasterServer master = master(nodeClock(), leadership);
        ClusterClock clock =
                slave("a1", Transport.TCP, Duration.ofMillis(50), master).clock();
        leadership.lead();

        awaitThatSomethingWaitsFor(written);
        written.completeExceptionally(new IOException("the disk is full"));
        leadership.vacate();
        await().atMost(LONG).until(() -> master.term().isEmpty());
        assertThat(epoch(clock)).isZero();
        assertThat(epoch(master.clock())).isZero();

        leadership.rememberingTakes(CompletableFuture.completedFuture(null));
        awaitAllIn(leadership.lead(), List.of(clock, master.clock()));
        assertThat(master.close()).succeedsWithin(LONG);
    }

    @Test
    void slavesFollowTheLeadFromOneMasterToTheOther() throws Exception {
        ScriptedLeadership first = new ScriptedLeadership();
        ScriptedLeadership second = new ScriptedLeadership();
        MasterServer one = master(nodeClock(), first);
        MasterServer two = master(nodeClock(), second);
        Slave tcp = slave("a1", Transport.TCP, Duration.ofMillis(50), one, two);
        Slave udp = slave("a2", Transport.UDP, Duration.ofMillis(-50), one, two);
        awaitAllIn(first.lead(), List.of(tcp.clock(), udp.clock()));

        first.follow(two.address().getPort());
        second.lead();
        long later = second.lead();

        awaitAllIn(later, List.of(tcp.clock(), udp.clock()));
        assertThat(one.status().slaves()).isEmpty();
        assertThat(one.close()).succeedsWithin(LONG);
        assertThat(two.close()).succeedsWithin(LONG);
    }

    /** Cluster time minus the machine's, as this clock shows it. */
    private long shown(ClusterClock clock) {
        return clock.nanos() - base.nanos();
    }

    @Test
    void standbyKeepsTheLeadersTimeAndGoesOnWithItWhenItLeads() throws Exception {
        ScriptedLeadership first = new ScriptedLeadership();
        ScriptedLeadership second = new ScriptedLeadership();
        DisciplinedClock clockOne = nodeClock();
        DisciplinedClock clockTwo = new DisciplinedClock(
                new SkewedClock(base, Duration.ofSeconds(-7).toNanos(), 0), DisciplineLimits.DEFAULT);
        MasterServer one = master(clockOne, first);
        MasterServer two = master(clockTwo, second);
        Slave slave = slave("a1", Transport.TCP, Duration.ofSeconds(5), one, two);
        second.follow(one.address().getPort());
        awaitAllIn(first.lead(), List.of(clockOne, clockTwo, slave.clock()));
        assertThat(one.status().slaves()).extracting(SlaveStatus::name).contains("master");
        await().atMost(LONG)
                .until(() ->
                        one.status().round() != null && one.status().round().electors() == 3);
        long before = shown(slave.clock());

        Watch watch = new Watch(List.of(clockOne, clockTwo, slave.clock()));
        try {
            for (int i = 0; i < 5; i++) {
                first.follow(two.address().getPort());
                awaitAllIn(second.lead(first.epoch()), List.of(clockOne, clockTwo, slave.clock()));
                second.follow(one.address().getPort());
                awaitAllIn(first.lead(second.epoch()), List.of(clockOne, clockTwo, slave.clock()));
            }
        } finally {
            watch.stop();
        }
        assertThat(watch.backwardReadings()).isZero();
        // Both masters' own clocks are seconds off: nothing of that is to be seen.
        assertThat(shown(slave.clock())).isCloseTo(before, within(100_000_000L));
        assertThat(one.close()).succeedsWithin(LONG);
        assertThat(two.close()).succeedsWithin(LONG);
    }

    @Test
    void aMasterThatNeverLedSaysSoInItsStatusAndClosesAtOnce() throws Exception {
        MasterServer master = master(nodeClock(), new ScriptedLeadership());
        assertThat(master.term()).isEmpty();
        assertThat(master.status()).isEqualTo(MasterStatus.beforeTheFirstRound(0, 0));
        assertThat(master.samples("a1")).isEmpty();
        assertThat(master.close()).succeedsWithin(LONG);
    }

    private static long threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .filter(thread -> !thread.getName().startsWith("awaitility"))
                .count();
    }

    /** Reads clocks again and again, on a thread of its own, and counts what goes back. */
    private static final class Watch {

        private final AtomicBoolean running = new AtomicBoolean(true);
        private final AtomicLong readings = new AtomicLong();
        private final AtomicLong backward = new AtomicLong();
        private final Thread thread;

        Watch(List<ClusterClock> clocks) {
            thread = new Thread(() -> watch(clocks), "watch");
            thread.start();
        }

        private void watch(List<ClusterClock> clocks) {
            long[] last = clocks.stream().mapToLong(ClusterClock::nanos).toArray();
            while (running.get()) {
                for (int i = 0; i < last.length; i++) {
                    ClusterReading now = clocks.get(i).read();
                    if (now.clusterNanos() < last[i]) {
                        backward.incrementAndGet();
                    }
                    last[i] = now.clusterNanos();
                }
                readings.incrementAndGet();
                Thread.onSpinWait();
            }
        }

        long readings() {
            return readings.get();
        }

        long backwardReadings() {
            return backward.get();
        }

        void stop() throws InterruptedException {
            running.set(false);
            thread.join();
        }
    }
}
