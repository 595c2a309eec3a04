package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.campanile.clock.SystemClock;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.master.access.Access;
import io.campanile.proto.datagram.Drop;
import io.campanile.proto.socket.Transport;
import io.campanile.proto.tls.TestPki;
import io.campanile.proto.tls.TlsFiles;
import io.campanile.slave.Campanile;
import io.campanile.slave.Slave;
import io.campanile.slave.SlaveBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Slaves over UDP at a master that lets in only who has a certificate: the production classes at both ends. */
@Timeout(120)
class CertifiedDatagramsTest {

    @TempDir
    private Path directory;

    private TestPki pki;
    private MasterServer master;

    @BeforeEach
    void start() throws IOException {
        Awaitility.setDefaultTimeout(60, TimeUnit.SECONDS);
        pki = new TestPki(directory, "ca");
        TlsFiles files = pki.issue("localhost", "127.0.0.1");
        MasterConfig config = MasterConfig.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .withAccess(new Access(files, null));
        master = MasterServer.start(config, new SystemClock());
    }

    @AfterEach
    void stop() {
        master.close().join();
        Awaitility.reset();
    }

    private SlaveBuilder slave(String name) {
        return Campanile.slave()
                .master("127.0.0.1", master.address().getPort())
                .name(name)
                .transport(Transport.UDP);
    }

    @Test
    void aSlaveWithACertificateIsLetInUnderItsName() throws IOException {
        try (Slave slave = slave("a").tls(pki.issue("a")).build()) {
            slave.start();
            await().until(() -> slave.clock().status() == ClockStatus.SYNCHRONIZED);
            assertThat(master.status().slaves()).extracting(SlaveStatus::name).containsExactly("a");
            assertThat(master.drops().all()).isZero();
        }
    }

    @Test
    void whoHasNoCertificateIsNotHeard() throws IOException {
        try (Slave stranger = slave("stranger").build();
                Slave slave = slave("a").tls(pki.issue("a")).build()) {
            stranger.start();
            slave.start();
            await().until(() -> slave.clock().status() == ClockStatus.SYNCHRONIZED);
            await().until(() -> master.drops().of(Drop.UNSEALED) > 0);
            assertThat(stranger.clock().status()).isEqualTo(ClockStatus.UNSYNCHRONIZED);
            assertThat(master.status().slaves()).extracting(SlaveStatus::name).containsExactly("a");
        }
    }

    @Test
    void nobodyIsLetInUnderSomebodyElsesName() throws IOException {
        try (Slave thief = slave("a").tls(pki.issue("thief")).build();
                Slave slave = slave("b").tls(pki.issue("b")).build()) {
            thief.start();
            slave.start();
            await().until(() -> slave.clock().status() == ClockStatus.SYNCHRONIZED);
            assertThat(thief.clock().status()).isEqualTo(ClockStatus.UNSYNCHRONIZED);
            assertThat(master.status().slaves()).extracting(SlaveStatus::name).containsExactly("b");
        }
    }

    @Test
    void certificatesOfAnotherCaBringNoKeys() throws IOException {
        TestPki other = new TestPki(directory, "other");
        TlsFiles issued = other.issue("a");
        TlsFiles files = new TlsFiles(issued.certificate(), issued.key(), pki.authorities());
        try (Slave stranger = slave("a").tls(files).build();
                Slave slave = slave("b").tls(pki.issue("b")).build()) {
            stranger.start();
            slave.start();
            await().until(() -> slave.clock().status() == ClockStatus.SYNCHRONIZED);
            assertThat(stranger.clock().status()).isEqualTo(ClockStatus.UNSYNCHRONIZED);
        }
    }
}
