package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.campanile.clock.DisciplinedClock;
import io.campanile.clock.SystemClock;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.message.Standing;
import io.campanile.core.replay.Recorder;
import io.campanile.core.round.Burst;
import io.campanile.core.round.ClusterConfig;
import io.campanile.master.access.Access;
import io.campanile.proto.socket.Transport;
import io.campanile.proto.tls.TestPki;
import io.campanile.proto.tls.TlsFiles;
import io.campanile.slave.Campanile;
import io.campanile.slave.Slave;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A master and production slaves that prove who they are, on real sockets. */
@Timeout(120)
class IdentityTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger("io.campanile");
    private final List<MasterServer> masters = new ArrayList<>();
    private final List<Slave> slaves = new ArrayList<>();

    @TempDir
    private Path directory;

    private TestPki pki;
    private TlsFiles identity;

    @BeforeEach
    void issue() {
        TestLogs.quieten();
        lines.list = new CopyOnWriteArrayList<>();
        lines.start();
        log.setLevel(Level.INFO);
        log.addAppender(lines);
        pki = new TestPki(directory, "ca");
        identity = pki.issue("master", "127.0.0.1");
    }

    @AfterEach
    void end() throws Exception {
        slaves.forEach(Slave::close);
        for (MasterServer master : masters) {
            master.close().get(10, TimeUnit.SECONDS);
        }
        log.detachAppender(lines);
        log.setLevel(null);
    }

    @Test
    void certifiedSlaveIsAMemberUnderItsName() throws IOException {
        MasterServer master = master(identity, null);
        follow(master, "a1", pki.issue("a1"));

        await().atMost(LONG).until(() -> standing(master, "a1") == Standing.MEMBER);
    }

    @Test
    void slaveOfAnotherAuthorityHearsThatItIsRefusedAndTheMasterSaysWho() throws IOException {
        MasterServer master = master(identity, null);
        TlsFiles foreign = new TestPki(directory, "foreign").issue("a1");
        follow(master, "a1", new TlsFiles(foreign.certificate(), foreign.key(), pki.authorities()));

        awaitLine("does not let this slave in: the master refused this slave's certificate: ");
        awaitLine("did not get in: it showed no certificate of a CA that is trusted here");
    }

    @Test
    void slaveRefusesAMasterOfAnotherAuthority() throws IOException {
        MasterServer master = master(identity, null);
        follow(master, "a1", new TestPki(directory, "foreign").issue("a1"));

        awaitLine("does not let this slave in: the TLS handshake failed: its certificate was issued by a CA that is not"
                + " trusted here");
        awaitLine("did not get in: it refused this master's certificate: ");
    }

    @Test
    void slaveRefusesAMasterWhoseCertificateIsForAnotherHost() throws IOException {
        MasterServer master = master(pki.issue("elsewhere", "10.9.8.7"), null);
        follow(master, "a1", pki.issue("a1"));

        awaitLine("does not let this slave in: the TLS handshake failed: its certificate is for another name: ");
    }

    @Test
    void slaveThatTakesAnotherNameIsTurnedAway() throws IOException {
        MasterServer master = master(identity, null);
        follow(master, "a2", pki.issue("a1", "a1.example.org"));

        awaitLine("does not let this slave in: NOT_ALLOWED: the slave calls itself a2, and its certificate names a1,"
                + " a1.example.org: give it that name, or a certificate for its own");
    }

    @Test
    void plainSlaveFindsNoWayIn() throws IOException {
        MasterServer master = master(identity, null);
        Slave plain = Campanile.slave()
                .name("a1")
                .master("127.0.0.1", master.address().getPort())
                .build();
        slaves.add(plain);
        plain.start();

        awaitLine("did not get in: the other end does not speak TLS");
        awaitLine("does not let this slave in: ");
        assertThat(master.status().slaves()).isEmpty();
    }

    @Test
    void listSaysWhoVotesAndWhoOnlyFollowsAndMayChange() throws IOException {
        Path list = Files.writeString(directory.resolve("allow"), "v* voter\no* observer # they follow\n");
        MasterServer master = master(identity, list);
        follow(master, "v1", pki.issue("v1"));
        follow(master, "o1", pki.issue("o1"));
        follow(master, "x1", pki.issue("x1"));

        await().atMost(LONG).until(() -> standing(master, "v1") == Standing.MEMBER);
        await().atMost(LONG).until(() -> standing(master, "o1") == Standing.OBSERVER);
        awaitLine("NOT_ALLOWED: the master's access list does not let x1 be a slave: add it there");
        awaitLine("this clock is now observer");

        Files.writeString(list, "x1 voter\nv1 observer\n");
        await().atMost(LONG).until(() -> standing(master, "x1") == Standing.MEMBER);
        await().atMost(LONG).until(() -> standing(master, "v1") == Standing.OBSERVER);
        awaitLine("NOT_ALLOWED: the master's access list does not let o1 be a slave: add it there");
    }

    @Test
    void certificatesChangeAtBothEndsWithoutARestart() throws IOException {
        Instant soon = Instant.now().plusSeconds(3);
        TlsFiles brief = pki.issue("m", Instant.now().minusSeconds(100), soon, "127.0.0.1", "m");
        MasterServer master = master(brief, null);
        TestPki.replace(brief, pki.issue("m-next", "127.0.0.1", "m"));
        // The first certificate expires; who comes later trusts the second.
        awaitLine("read again, since it has changed: ");
        await().atMost(LONG).until(() -> Instant.now().isAfter(soon));

        follow(master, "a1", pki.issue("a1"));
        await().atMost(LONG).until(() -> standing(master, "a1") == Standing.MEMBER);
    }

    @Test
    void redirectToAHostThatIsNotCertifiedUnderThatNameLeadsNowhere() throws IOException {
        // It leads, and speaks TLS, and is certified by the CA; but for another host.
        MasterServer impostor = master(pki.issue("slave-7", "10.9.8.7"), null);
        ScriptedLeadership leadership = new ScriptedLeadership();
        DisciplinedClock clock = new DisciplinedClock(new SystemClock(), DisciplineLimits.DEFAULT);
        MasterServer standby = MasterServer.start(config(identity, null), clock, leadership, Recorder.NONE);
        masters.add(standby);
        leadership.follow(impostor.address().getPort());
        follow(standby, "a1", pki.issue("a1"));

        awaitLine("sends this slave on to 127.0.0.1:" + impostor.address().getPort());
        awaitLine("the master at 127.0.0.1:" + impostor.address().getPort()
                + " does not let this slave in: the TLS handshake failed: its certificate is for another name: ");
        assertThat(impostor.status().slaves()).isEmpty();
    }

    @Test
    void masterTrustsItsParentAsASlaveTrustsItsMaster() throws IOException {
        MasterServer parent = master(identity, null);
        MasterServer child = child(identity, parent);
        MasterServer stranger = child(new TestPki(directory, "foreign").issue("master", "127.0.0.1"), parent);

        await().atMost(LONG).until(() -> standing(parent, "master") == Standing.MEMBER);
        await().atMost(LONG)
                .until(() -> stranger.parent()
                        .map(ParentStatus::trouble)
                        .orElse("")
                        .contains("issued by a CA that is not trusted here"));
        assertThat(child.parent().map(ParentStatus::path).orElseThrow()).hasSize(2);
        assertThat(stranger.parent().map(ParentStatus::path).orElseThrow()).hasSize(1);
    }

    private MasterServer child(TlsFiles tls, MasterServer parent) throws IOException {
        InetSocketAddress at =
                InetSocketAddress.createUnresolved("127.0.0.1", parent.address().getPort());
        ParentConfig follows = new ParentConfig(List.of(at), ParentConfig.PATIENCE_NANOS);
        MasterServer child = MasterServer.start(config(tls, null).withParent(follows), new SystemClock());
        masters.add(child);
        return child;
    }

    @Test
    void masterThatCannotUseItsFilesSaysSoAndDoesNotStart() throws IOException {
        TlsFiles wrong = new TlsFiles(identity.certificate(), directory.resolve("none"), identity.authorities());

        assertThatThrownBy(() -> MasterServer.start(config(wrong, null), new SystemClock()))
                .isInstanceOf(IOException.class)
                .hasMessage("the key " + directory.resolve("none") + " is not there: check its path");
    }

    private void awaitLine(String part) {
        await(part)
                .atMost(LONG)
                .until(() -> lines.list.stream()
                        .anyMatch(line -> line.getFormattedMessage().contains(part)));
    }

    private static @Nullable Standing standing(MasterServer master, String slave) {
        return master.status().slaves().stream()
                .filter(status -> status.name().equals(slave) && status.loss() == null)
                .map(SlaveStatus::standing)
                .findAny()
                .orElse(null);
    }

    private MasterServer master(TlsFiles tls, @Nullable Path allowed) throws IOException {
        MasterServer master = MasterServer.start(config(tls, allowed), new SystemClock());
        masters.add(master);
        return master;
    }

    private static MasterConfig config(TlsFiles tls, @Nullable Path allowed) {
        return new MasterConfig(
                        "master",
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        EnumSet.of(Transport.TCP),
                        1,
                        100,
                        ClusterConfig.of(
                                EnsembleConfig.DEFAULT, Duration.ofMillis(100).toNanos(), Burst.AUTO),
                        DisciplineLimits.DEFAULT)
                .withAccess(new Access(tls, allowed));
    }

    private void follow(MasterServer master, String name, TlsFiles tls) throws IOException {
        Slave slave = Campanile.slave()
                .name(name)
                .master("127.0.0.1", master.address().getPort())
                .tls(tls)
                .build();
        slaves.add(slave);
        slave.start();
    }
}
