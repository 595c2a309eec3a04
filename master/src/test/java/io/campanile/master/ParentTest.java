package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.campanile.clock.DisciplinedClock;
import io.campanile.clock.SkewedClock;
import io.campanile.clock.SystemClock;
import io.campanile.clock.TimeInterval;
import io.campanile.core.LocalClock;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.ensemble.Finding;
import io.campanile.core.replay.Recorder;
import io.campanile.master.ParentStatus.State;
import io.campanile.proto.socket.SocketIo;
import io.campanile.proto.socket.Transport;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Masters above each other in one process, over real sockets; their machines' clocks are seconds apart. */
@Timeout(180)
class ParentTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long SECOND = 1_000_000_000L;

    static {
        TestLogs.quieten();
    }

    private final SystemClock base = new SystemClock();
    private final List<MasterServer> masters = new ArrayList<>();
    private final List<TestSlave> slaves = new ArrayList<>();
    private final EventLoopGroup loops = SocketIo.best().eventLoops(1, "test-slaves");

    @AfterEach
    void close() {
        slaves.forEach(slave -> slave.slave().close());
        masters.forEach(master -> master.close().join());
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private MasterServer master(String name, int port, Duration offset, MasterServer... parents) throws IOException {
        return master(
                name,
                port,
                offset,
                300 * SECOND,
                Arrays.stream(parents).map(MasterServer::address).toList());
    }

    private MasterServer master(
            String name, int port, Duration offset, long patienceNanos, List<InetSocketAddress> parents)
            throws IOException {
        SkewedClock local = new SkewedClock(base, offset.toNanos(), 0);
        return master(name, port, local, Alone.forgetful(local), patienceNanos, parents);
    }

    private MasterServer master(
            String name,
            int port,
            LocalClock local,
            Leadership leadership,
            long patienceNanos,
            List<InetSocketAddress> parents)
            throws IOException {
        MasterConfig options = Cluster.options(EnsembleConfig.DEFAULT, Cluster.loopback(port));
        MasterConfig named = new MasterConfig(
                name,
                options.bind(),
                options.transports(),
                options.threads(),
                options.maxSlaves(),
                options.cluster(),
                options.discipline());
        MasterServer master = MasterServer.start(
                parents.isEmpty() ? named : named.withParent(new ParentConfig(parents, patienceNanos)),
                new DisciplinedClock(local, DisciplineLimits.DEFAULT),
                leadership,
                Recorder.NONE);
        masters.add(master);
        return master;
    }

    private void join(MasterServer master, String name, Duration offset) {
        SkewedClock local = new SkewedClock(base, offset.toNanos(), 0);
        slaves.add(TestSlave.start(name, local, master.address(), Transport.TCP, loops.next()));
    }

    private static void awaitState(MasterServer master, State state) {
        await().atMost(PATIENCE)
                .until(() -> master.parent()
                        .map(ParentStatus::state)
                        .filter(state::equals)
                        .isPresent());
    }

    private static List<String> path(MasterServer master) {
        return master.parent().map(ParentStatus::path).orElse(List.of());
    }

    private static String trouble(MasterServer master) {
        return master.parent().map(ParentStatus::trouble).orElse("");
    }

    @Test
    void utcThatTheRootsMachineKnowsIsKnownBelow() throws Exception {
        KnowingClock knowing = new KnowingClock();
        MasterServer root = master("root", 0, knowing, Alone.forgetful(knowing), 300 * SECOND, List.of());
        MasterServer leaf = master("leaf", 0, Duration.ofSeconds(2), root);
        join(leaf, "b", Duration.ofSeconds(1));

        TestSlave below = slaves.get(0);
        await().atMost(PATIENCE).until(() -> !below.clock().utc().equals(TimeInterval.UNKNOWN));

        long before = knowing.utcNanos();
        TimeInterval utc = below.clock().utc();
        assertThat(utc.earliestNanos()).isLessThanOrEqualTo(knowing.utcNanos());
        assertThat(utc.latestNanos()).isGreaterThanOrEqualTo(before);
        await().atMost(PATIENCE)
                .until(() -> Optional.ofNullable(leaf.status().round())
                        .map(round -> round.utc().parentAgrees())
                        .orElse(false));
    }

    @Test
    void aNewClusterBeginsAtItsParentsTimeAndSoDoThoseBelowIt() throws Exception {
        MasterServer root = master("root", 0, Duration.ofSeconds(7));
        MasterServer middle = master("middle", 0, Duration.ofSeconds(-3), root);
        MasterServer leaf = master("leaf", 0, Duration.ofSeconds(2), middle);
        join(root, "a", Duration.ofSeconds(7));
        join(leaf, "b", Duration.ofSeconds(1));

        awaitState(leaf, State.FOLLOWED);
        TestSlave below = slaves.get(1);
        await().atMost(PATIENCE).until(() -> below.clock().status() == ClockStatus.SYNCHRONIZED);

        assertThat(path(leaf)).containsExactly("leaf", "middle", "root");
        await().atMost(PATIENCE).untilAsserted(() -> {
            long apart = below.clock().nanos() - root.clock().nanos();
            assertThat(apart).isBetween(-20_000_000L, 20_000_000L);
        });
    }

    @Test
    void waitsForItsParentAndFoundsATimeOfItsOwnWhenItsPatienceEnds() throws Exception {
        MasterServer gone = master("gone", 0, Duration.ZERO);
        InetSocketAddress there = gone.address();
        gone.close().join();
        masters.remove(gone);

        MasterServer patient = master("patient", 0, Duration.ZERO, 300 * SECOND, List.of(there));
        join(patient, "a", Duration.ZERO);
        await().atMost(PATIENCE)
                .until(() -> patient.status().round() != null
                        && patient.status().round().finding() == Finding.AWAITING_PARENT);
        awaitState(patient, State.AWAITED);
        await().atMost(PATIENCE).until(() -> !trouble(patient).isEmpty());
        assertThat(trouble(patient)).contains("cannot reach the master at ", ":" + there.getPort());

        MasterServer hasty = master("hasty", 0, Duration.ZERO, 0, List.of(there));
        join(hasty, "b", Duration.ZERO);
        awaitState(hasty, State.ALONE);
        assertThat(hasty.clock().status()).isEqualTo(ClockStatus.SYNCHRONIZED);
    }

    @Test
    void anotherLeaderOfTheParentsGroupStepsNobody() throws Exception {
        ScriptedLeadership ones = new ScriptedLeadership();
        ScriptedLeadership others = new ScriptedLeadership();
        MasterServer one = master("one", 0, new SkewedClock(base, 2 * SECOND, 0), ones, 0, List.of());
        MasterServer other = master("other", 0, new SkewedClock(base, -SECOND, 0), others, 0, List.of());
        ones.lead();
        others.follow(one.address().getPort());
        MasterServer child =
                master("child", 0, Duration.ofSeconds(5), 300 * SECOND, List.of(one.address(), other.address()));
        join(child, "a", Duration.ofSeconds(-4));
        awaitState(child, State.FOLLOWED);
        TestSlave below = slaves.get(0);
        await().atMost(PATIENCE).until(() -> below.clock().status() == ClockStatus.SYNCHRONIZED);
        long before = below.clock().nanos() - base.nanos();

        others.lead(ones.epoch());
        ones.follow(other.address().getPort());
        String newLeader = ":" + other.address().getPort();
        await().atMost(PATIENCE)
                .until(() ->
                        String.valueOf(child.parent().orElseThrow().master()).endsWith(newLeader));
        await().atMost(PATIENCE)
                .until(() -> other.status().slaves().stream()
                        .anyMatch(slave -> slave.name().equals("child") && slave.errorNanos() != null));

        assertThat(below.clock().nanos() - base.nanos() - before).isBetween(-20_000_000L, 20_000_000L);
        assertThat(child.tallies().stream()
                        .mapToLong(tally -> tally.of(Tally.Event.OWN_STEP))
                        .sum())
                .as("its own clock stepped once, as the time was founded")
                .isEqualTo(1);
    }

    @Test
    void refusesALoopAndNamesIt() throws Exception {
        MasterServer first = master("a", 0, Duration.ZERO);
        InetSocketAddress firsts = first.address();
        MasterServer second = master("b", 0, Duration.ZERO, first);
        await().atMost(PATIENCE).until(() -> path(second).equals(List.of("b", "a")));

        // The first one comes back as one that follows the second.
        first.close().join();
        masters.remove(first);
        await().atMost(PATIENCE).until(() -> path(second).equals(List.of("b")));
        MasterServer again = master("a", firsts.getPort(), Duration.ZERO, second);

        await().atMost(PATIENCE)
                .until(() -> trouble(again).contains("a -> b -> a")
                        || trouble(second).contains("b -> a -> b"));
        assertThat(path(again).size() + path(second).size()).isLessThanOrEqualTo(3);
    }

    @Test
    void refusesToFollowItself() throws Exception {
        MasterServer first = master("a", 0, Duration.ZERO);
        InetSocketAddress at = first.address();
        first.close().join();
        masters.remove(first);
        MasterServer self = master("a", at.getPort(), Duration.ZERO, 300 * SECOND, List.of(at));

        await().atMost(PATIENCE).until(() -> trouble(self).contains("a -> a"));
    }
}
