package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.ensemble.EnsembleConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The whole of a slave and a master, over UDP. */
class DatagramsTest {

    private static final Offset<Long> TWO_MILLIS = Offset.offset(2_000_000L);

    private static void awaitConverged(Cluster cluster, TestSlave... slaves) {
        await().untilAsserted(() -> assertThat(List.of(slaves)).allSatisfy(slave -> {
            assertThat(slave.clock().status()).isEqualTo(ClockStatus.SYNCHRONIZED);
            assertThat(cluster.trueErrorNanos(slave)).isCloseTo(0L, TWO_MILLIS);
        }));
    }

    @Test
    void slavesAgreeOverBothTransports() throws IOException {
        try (Cluster cluster = new Cluster()) {
            TestSlave tcp = cluster.join("tcp", Duration.ofSeconds(3), 50);
            TestSlave udp = cluster.joinOverUdp(
                    "udp", Duration.ofSeconds(-4), cluster.master().address());
            awaitConverged(cluster, tcp, udp);
            assertThat(cluster.status("udp").address()).startsWith("127.0.0.1:");
        }
    }

    @Test
    void aBadNetworkCostsSamplesAndNothingElse() throws IOException {
        try (Cluster cluster = new Cluster();
                DatagramRelay one = new DatagramRelay(cluster.master().address(), 1);
                DatagramRelay two = new DatagramRelay(cluster.master().address(), 2)) {
            TestSlave a = cluster.joinOverUdp("a", Duration.ofSeconds(3), one.address());
            TestSlave b = cluster.joinOverUdp("b", Duration.ofSeconds(-4), two.address());
            awaitConverged(cluster, a, b);
            long until = cluster.round() + 20;
            await().until(() -> cluster.round() >= until);
            assertThat(cluster.master().status().slaves()).hasSize(2);
            awaitConverged(cluster, a, b);
        }
    }

    @Test
    void aSlaveMayMoveToAnotherAddress() throws IOException {
        try (Cluster cluster = new Cluster();
                DatagramRelay relay = new DatagramRelay(cluster.master().address(), 3)) {
            TestSlave slave = cluster.joinOverUdp("a", Duration.ofSeconds(3), relay.address());
            awaitConverged(cluster, slave);
            String before = cluster.status("a").address();
            relay.move();
            await().until(() -> !cluster.status("a").address().equals(before));
            long corrected = slave.correctedInRound();
            await().until(() -> slave.correctedInRound() > corrected + 3);
            assertThat(cluster.master().status().slaves()).hasSize(1);
        }
    }

    /** Nobody tells a master that a process over UDP was killed. */
    @Test
    @SuppressWarnings("try") // closing the relay is what kills it
    void aSlaveThatIsKilledAndStartedAgainKeepsItsName() throws IOException {
        try (Cluster cluster = new Cluster();
                DatagramRelay lifeline = new DatagramRelay(cluster.master().address(), 4)) {
            TestSlave killed = cluster.joinOverUdp("box", Duration.ofSeconds(3), lifeline.address());
            awaitConverged(cluster, killed);
            lifeline.close();

            TestSlave next = cluster.joinOverUdp(
                    "box", Duration.ofSeconds(3), cluster.master().address());

            awaitConverged(cluster, next);
            assertThat(cluster.master().status().slaves())
                    .extracting(SlaveStatus::name)
                    .containsExactly("box");
        }
    }

    @Test
    void aSecondSlaveOfTheSameNameGetsANumberAsSoonAsTheFirstHasAnswered() throws IOException {
        try (Cluster cluster = new Cluster()) {
            InetSocketAddress master = cluster.master().address();
            TestSlave first = cluster.joinOverUdp("box", Duration.ofSeconds(3), master);
            awaitConverged(cluster, first);
            TestSlave second = cluster.joinOverUdp("box", Duration.ofSeconds(-3), master);
            awaitConverged(cluster, first, second);
            assertThat(cluster.master().status().slaves())
                    .extracting(SlaveStatus::name)
                    .containsExactlyInAnyOrder("box", "box-2");
        }
    }

    @Test
    void aSlaveIsSoonBackWhenItsMasterHasForgottenIt() throws Exception {
        Cluster first = new Cluster();
        int port = first.master().address().getPort();
        TestSlave slave =
                first.joinOverUdp("a", Duration.ofSeconds(3), first.master().address());
        awaitConverged(first, slave);
        long epoch = slave.clock().read().timeline().epoch();
        first.closeMaster().join();
        try (Cluster second = new Cluster(Cluster.options(EnsembleConfig.DEFAULT, Cluster.loopback(port)))) {
            await().until(() -> slave.clock().read().timeline().epoch() > epoch);
            assertThat(second.master().status().epoch()).isGreaterThan(epoch);
        } finally {
            first.close();
        }
    }
}
