package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.campanile.clock.SystemClock;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.master.access.Access;
import io.campanile.proto.socket.Transport;
import io.campanile.proto.tls.TestPki;
import io.campanile.slave.Campanile;
import io.campanile.slave.Slave;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Probes beside an encrypted connection, which brings the keys for them. */
@Timeout(120)
class CertifiedLanesTest {

    @TempDir
    private Path directory;

    private TestPki pki;
    private MasterServer master;

    @BeforeEach
    void start() throws IOException {
        Awaitility.setDefaultTimeout(60, TimeUnit.SECONDS);
        pki = new TestPki(directory, "ca");
        MasterConfig config = Cluster.options(EnsembleConfig.DEFAULT)
                .withAccess(new Access(pki.issue("localhost", "127.0.0.1"), null));
        master = MasterServer.start(config, new SystemClock());
    }

    @AfterEach
    void stop() {
        master.close().join();
        Awaitility.reset();
    }

    private Slave slave(String name, InetSocketAddress where) throws IOException {
        Slave slave = Campanile.slave()
                .master("127.0.0.1", where.getPort())
                .name(name)
                .transport(Transport.AUTO)
                .tls(pki.issue(name))
                .build();
        slave.start();
        return slave;
    }

    private void awaitProbesBy(Transport transport, String... slaves) {
        await().untilAsserted(() -> assertThat(master.status().slaves())
                .hasSize(slaves.length)
                .allSatisfy(slave -> assertThat(slave.probesBy()).isEqualTo(transport)));
    }

    @Test
    void datagramsAreSealedWithKeysThatTheConnectionBrings() throws IOException {
        try (Slave a = slave("a", master.address());
                Slave b = slave("b", master.address())) {
            awaitProbesBy(Transport.UDP, a.name(), b.name());
            await().until(() -> a.clock().status() == ClockStatus.SYNCHRONIZED);
            await().until(() -> b.clock().status() == ClockStatus.SYNCHRONIZED);
            assertThat(master.drops().all()).isZero();
        }
    }

    @Test
    void anEncryptedSessionGoesOnWhenDatagramsAreLost() throws IOException {
        try (TwinRelay relay = new TwinRelay(master.address());
                Slave slave = slave("a", relay.address())) {
            awaitProbesBy(Transport.UDP, slave.name());
            relay.loseDatagrams(true);
            awaitProbesBy(Transport.TCP, slave.name());
            relay.loseDatagrams(false);
            awaitProbesBy(Transport.UDP, slave.name());
            assertThat(master.status().lost()).isEmpty();
            await().until(() -> slave.clock().status() == ClockStatus.SYNCHRONIZED);
        }
    }
}
