package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.campanile.clock.SystemClock;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.ensemble.RoundReport;
import io.campanile.core.ensemble.RoundReport.Outcome;
import io.campanile.proto.v1.Envelope;
import io.campanile.proto.v1.GoodbyeReason;
import io.campanile.proto.v1.Hello;
import io.campanile.proto.v1.Probe;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MasterServerTest {

    @Test
    void welcomesASlaveAndProbesItInABurst() throws IOException {
        try (Cluster cluster = Cluster.beforeItsFirstRound();
                RawPeer peer = cluster.connect()) {
            Envelope welcome = peer.join("a1");
            assertThat(welcome.getSession()).isNotZero();
            assertThat(welcome.getWelcome().getName()).isEqualTo("a1");
            assertThat(welcome.getWelcome().getEpoch()).isPositive();
            assertThat(welcome.getWelcome().getRoundNanos())
                    .isEqualTo(Duration.ofHours(1).toNanos());
            List<Probe> probes = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Probe probe = peer.readProbe();
                probes.add(probe);
                peer.send(welcome.getSession(), RawPeer.reading(probe, System.nanoTime()));
            }
            assertThat(probes).extracting(Probe::getSequence).containsExactly(1L, 2L, 3L, 4L);
            assertThat(probes).extracting(Probe::getRound).containsOnly(1L);
        }
    }

    @Test
    void turnsAwayASlaveThatSpeaksAnotherVersion() throws IOException {
        try (Cluster cluster = new Cluster();
                RawPeer peer = cluster.connect()) {
            peer.send(RawPeer.hello(Hello.newBuilder().setName("a1").setProtocolVersion(2)));
            var goodbye = peer.expectGoodbye(GoodbyeReason.GOODBYE_REASON_VERSION_MISMATCH);
            assertThat(goodbye.getDetail())
                    .isEqualTo("this master speaks protocol version 1 and the slave speaks 2: run the same release on"
                            + " both");
        }
    }

    @Test
    void hasNoRoundBeforeTheFirst() throws IOException {
        try (Cluster cluster = new Cluster()) {
            MasterStatus status = cluster.master().status();
            assertThat(status.slaves()).isEmpty();
            assertThat(status.epoch()).isPositive();
            await().until(() -> cluster.round() >= 1);
            RoundReport report =
                    Objects.requireNonNull(cluster.master().status().round());
            assertThat(report.outcome()).isEqualTo(Outcome.WAITING);
            assertThat(report.why()).isEqualTo("no slave has answered yet");
        }
    }

    @Test
    void goesOnAtItsPaceWithASlaveThatNeverAnswers() throws IOException {
        try (Cluster cluster = new Cluster();
                RawPeer silent = cluster.connect()) {
            silent.join("silent");
            TestSlave slave = cluster.join("a1", Duration.ofSeconds(1), 0);
            await().until(() -> slave.correctedInRound() > 0);
            long first = cluster.round();
            // Thirty rounds take three seconds.
            await().atMost(Duration.ofSeconds(15)).until(() -> cluster.round() >= first + 30);
            assertThat(Objects.requireNonNull(cluster.status("silent").rejection())
                            .reason())
                    .hasToString("SILENT");
            assertThat(slave.correctedInRound()).isGreaterThan(first + 15);
        }
    }

    @Test
    void goesOnWithAPeerThatSendsWithoutReading() throws IOException {
        try (Cluster cluster = new Cluster();
                RawPeer deaf = cluster.connect()) {
            Envelope welcome = deaf.join("deaf");
            TestSlave slave = cluster.join("a1", Duration.ofSeconds(1), 0);
            await().until(() -> slave.correctedInRound() > 0);
            long first = cluster.round();
            assertThatIOException().as("the master hangs up").isThrownBy(() -> {
                for (int i = 0; i < 1_000_000; i++) {
                    Probe unasked = Probe.newBuilder().setSequence(i).build();
                    deaf.send(welcome.getSession(), RawPeer.reading(unasked, System.nanoTime()));
                }
            });
            await().until(() -> cluster.round() >= first + 10 && slave.correctedInRound() >= first + 10);
        }
    }

    @Test
    void correctsNobodyBelowTheQuorumAndSaysWhy() throws IOException {
        EnsembleConfig tenClocks = EnsembleConfig.DEFAULT.withQuorum(10);
        try (Cluster cluster = new Cluster(Cluster.options(tenClocks))) {
            TestSlave slave = cluster.join("a1", Duration.ofSeconds(2), 0);
            cluster.join("a2", Duration.ofSeconds(-2), 0);
            await().until(() -> cluster.round() >= 1);
            await().untilAsserted(() -> {
                RoundReport report =
                        Objects.requireNonNull(cluster.master().status().round());
                assertThat(report.outcome()).isEqualTo(Outcome.BELOW_QUORUM);
                assertThat(report.why()).isEqualTo("3 clocks agree, the quorum is 10");
            });
            long then = cluster.round();
            await().until(() -> cluster.round() >= then + 3);
            assertThat(slave.correctedInRound()).isZero();
            assertThat(cluster.master().clock().read().timeline().everCorrected())
                    .isFalse();
        }
    }

    @Test
    void saysGoodbyeToEverybodyAndClosesQuickly() throws Exception {
        try (Cluster cluster = new Cluster();
                RawPeer member = cluster.connect();
                RawPeer stranger = cluster.connect()) {
            member.join("a1");
            // Answered, so accepted: a connection still in the backlog has nobody to say goodbye.
            await().until(() -> cluster.round() >= 2);
            var closed = cluster.closeMaster();
            assertThat(member.expectGoodbye(GoodbyeReason.GOODBYE_REASON_SHUTDOWN)
                            .getDetail())
                    .isEqualTo("the master is shutting down");
            stranger.expectGoodbye(GoodbyeReason.GOODBYE_REASON_SHUTDOWN);
            closed.get(3, TimeUnit.SECONDS);
            assertThatThrownBy(cluster::connect).isInstanceOf(IOException.class);
        }
    }

    @Test
    void closesQuicklyThoughAPeerNeverHangsUp() throws Exception {
        try (Cluster cluster = new Cluster();
                RawPeer peer = cluster.connect()) {
            peer.join("a1");
            cluster.closeMaster().get(3, TimeUnit.SECONDS);
        }
    }

    @Test
    void saysInOneSentenceThatItsPortIsTaken() throws IOException {
        try (Cluster cluster = new Cluster()) {
            int port = cluster.master().address().getPort();
            MasterConfig same = MasterConfig.at(Cluster.loopback(port));
            assertThatThrownBy(() -> MasterServer.start(same, new SystemClock()))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "cannot listen on %s:%d: Address already in use; choose another address or port for slaves",
                            Cluster.loopback(port).getHostString(), port);
        }
    }

    @Test
    void sharesAProcessWithAnotherMaster() throws IOException {
        try (Cluster here = new Cluster()) {
            TestSlave slave = here.join("a1", Duration.ofSeconds(1), 0);
            TestSlave other;
            try (Cluster there = new Cluster()) {
                other = there.join("a1", Duration.ofSeconds(-1), 0);
                TestSlave one = other;
                await().until(() -> slave.correctedInRound() > 2 && one.correctedInRound() > 2);
                assertThat(here.master().status().slaves()).hasSize(1);
                assertThat(there.master().status().slaves()).hasSize(1);
            }
            long then = here.round();
            await().until(() -> slave.correctedInRound() >= then + 5);
        }
    }

    @Test
    void spreadsItsSlavesOverAllItsThreads() throws IOException {
        MasterConfig one = Cluster.options(EnsembleConfig.DEFAULT);
        MasterConfig three = new MasterConfig(
                one.name(), one.bind(), one.transports(), 3, one.maxSlaves(), one.cluster(), one.discipline());
        try (Cluster cluster = new Cluster(three)) {
            List<TestSlave> slaves = new ArrayList<>();
            for (int i = 1; i <= 6; i++) {
                slaves.add(cluster.join("a" + i, Duration.ofMillis(100L * i), 0));
            }
            await().until(() -> slaves.stream().allMatch(s -> s.correctedInRound() > 3));
            assertThat(cluster.master().status().slaves())
                    .extracting(SlaveStatus::name)
                    .containsExactlyInAnyOrder("a1", "a2", "a3", "a4", "a5", "a6");
        }
    }
}
