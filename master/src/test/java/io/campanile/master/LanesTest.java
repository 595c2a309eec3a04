package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.message.Standing;
import io.campanile.proto.socket.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions over connections whose probes go as datagrams: the production classes at both ends, over real sockets. */
@Timeout(240)
class LanesTest {

    /** A busy machine is no failure. */
    private static final Duration WAIT = Duration.ofSeconds(60);

    private static Cluster cluster(Set<Transport> transports, int threads) throws IOException {
        MasterConfig config = Cluster.options(EnsembleConfig.DEFAULT);
        return new Cluster(new MasterConfig(
                config.name(),
                config.bind(),
                transports,
                threads,
                config.maxSlaves(),
                config.cluster(),
                config.discipline()));
    }

    private static void awaitProbesBy(Cluster cluster, String slave, Transport transport) {
        await().atMost(WAIT)
                .ignoreExceptionsMatching(e -> e instanceof AssertionError)
                .untilAsserted(
                        () -> assertThat(cluster.status(slave).probesBy()).isEqualTo(transport));
    }

    private static void awaitCorrections(TestSlave slave, int rounds) {
        long until = slave.correctedInRound() + rounds;
        await().atMost(WAIT).until(() -> slave.correctedInRound() >= until);
    }

    /** With three loops, a connection and its lane are on different ones as a rule. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void probesGoAsDatagramsBesideTheConnection(int threads) throws IOException {
        try (Cluster cluster = cluster(Transport.LISTENED, threads)) {
            TestSlave[] slaves = new TestSlave[6];
            for (int i = 0; i < slaves.length; i++) {
                slaves[i] = cluster.joinByBoth(
                        "a" + i, Duration.ofSeconds(3L - i), cluster.master().address());
            }
            for (TestSlave slave : slaves) {
                awaitProbesBy(cluster, slave.name(), Transport.UDP);
                await().atMost(WAIT).until(() -> slave.clock().status() == ClockStatus.SYNCHRONIZED);
                awaitCorrections(slave, 10);
            }
            assertThat(cluster.master().status().slaves())
                    .hasSize(slaves.length)
                    .allSatisfy(slave -> assertThat(slave.standing()).isEqualTo(Standing.MEMBER));
            assertThat(cluster.master().drops().all()).isZero();
        }
    }

    @Test
    void aMasterThatListensToConnectionsOnlyProbesOverThose() throws IOException {
        try (Cluster cluster = cluster(Set.of(Transport.TCP), 1)) {
            TestSlave slave = cluster.joinByBoth(
                    "a", Duration.ofSeconds(3), cluster.master().address());
            awaitProbesBy(cluster, "a", Transport.TCP);
            awaitCorrections(slave, 10);
            assertThat(cluster.status("a").probesBy()).isEqualTo(Transport.TCP);
        }
    }

    @Test
    void theSessionGoesOnWhenDatagramsAreLostAndTheyAreTakenAgainWhenTheyAreNot() throws IOException {
        try (Cluster cluster = new Cluster();
                TwinRelay relay = new TwinRelay(cluster.master().address())) {
            TestSlave slave = cluster.joinByBoth("a", Duration.ofSeconds(3), relay.address());
            awaitProbesBy(cluster, "a", Transport.UDP);
            await().atMost(WAIT).until(() -> cluster.status("a").standing() == Standing.MEMBER);
            String before = cluster.status("a").address();

            relay.loseDatagrams(true);
            awaitProbesBy(cluster, "a", Transport.TCP);
            awaitCorrections(slave, 20);
            assertThat(cluster.status("a").standing()).isEqualTo(Standing.MEMBER);
            assertThat(slave.clock().status()).isEqualTo(ClockStatus.SYNCHRONIZED);

            relay.loseDatagrams(false);
            awaitProbesBy(cluster, "a", Transport.UDP);
            assertThat(cluster.status("a").address()).isEqualTo(before);
            assertThat(cluster.master().status().lost()).isEmpty();
        }
    }

    @Test
    void aSlaveWhoseDatagramsComeFromAnotherAddressAllOfASuddenIsFoundThere() throws IOException {
        try (Cluster cluster = cluster(Transport.LISTENED, 2);
                TwinRelay relay = new TwinRelay(cluster.master().address())) {
            TestSlave slave = cluster.joinByBoth("a", Duration.ofSeconds(3), relay.address());
            awaitProbesBy(cluster, "a", Transport.UDP);
            relay.move();
            awaitProbesBy(cluster, "a", Transport.TCP);
            awaitProbesBy(cluster, "a", Transport.UDP);
            awaitCorrections(slave, 5);
            assertThat(cluster.master().status().slaves()).hasSize(1);
            assertThat(cluster.master().status().lost()).isEmpty();
        }
    }

    @Test
    void datagramsThatNeverGetThroughAreNeverMissed() throws IOException {
        try (Cluster cluster = new Cluster();
                TwinRelay relay = new TwinRelay(cluster.master().address())) {
            relay.loseDatagrams(true);
            TestSlave slave = cluster.joinByBoth("a", Duration.ofSeconds(3), relay.address());
            await().atMost(WAIT).until(() -> slave.clock().status() == ClockStatus.SYNCHRONIZED);
            awaitCorrections(slave, 20);
            assertThat(cluster.status("a").probesBy()).isEqualTo(Transport.TCP);
        }
    }

    @Test
    void aLaneEndsWithItsSession() throws IOException {
        try (Cluster cluster = new Cluster();
                TwinRelay relay = new TwinRelay(cluster.master().address())) {
            TestSlave slave = cluster.joinByBoth("a", Duration.ofSeconds(3), relay.address());
            awaitProbesBy(cluster, "a", Transport.UDP);
            slave.slave().close();
            await().atMost(WAIT).until(() -> cluster.master().status().slaves().isEmpty());
            assertThat(cluster.master().sockets.lanes().size()).isZero();
        }
    }
}
