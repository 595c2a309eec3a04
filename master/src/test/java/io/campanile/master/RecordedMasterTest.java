package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.replay.Comparison;
import io.campanile.core.replay.Event;
import io.campanile.core.replay.EventRecorder;
import io.campanile.core.replay.Replay;
import io.campanile.core.replay.SlaveEvent;
import io.campanile.core.replay.SlaveEvent.Parted;
import io.campanile.core.replay.SlaveEvent.Welcomed;
import io.campanile.core.replay.SlaveEventRecorder;
import io.campanile.core.replay.SlaveReplay;
import io.campanile.proto.socket.Transport;
import io.campanile.slave.Campanile;
import io.campanile.slave.Slave;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** What a real master and a real slave were told over real sockets makes the same decisions again. */
class RecordedMasterTest {

    private static final int ROUNDS = 12;

    private final Collection<Event> events = new ConcurrentLinkedQueue<>();
    private final Collection<SlaveEvent> ofSlave = new ConcurrentLinkedQueue<>();

    @Test
    void decidesTheSameAgainToTheLastBit() throws Exception {
        try (Cluster cluster = new Cluster(Cluster.options(EnsembleConfig.DEFAULT), new EventRecorder(events::add))) {
            cluster.join("a1", Duration.ofSeconds(2), 40);
            cluster.join("a2", Duration.ofSeconds(-3), -20);
            cluster.join("a3", Duration.ofMillis(700), 5);
            InetSocketAddress where = cluster.master().address();
            Slave recorded = Campanile.slave()
                    .master(where.getHostString(), where.getPort())
                    .name("a5")
                    .recorder(new SlaveEventRecorder(ofSlave::add))
                    .build();
            recorded.start();
            await().ignoreExceptionsMatching(e -> e instanceof AssertionError)
                    .until(() ->
                            cluster.round() >= ROUNDS && cluster.status("a5").probesBy() == Transport.UDP);
            cluster.join("a4", Duration.ofSeconds(1), 0).slave().stop();
            long joined = cluster.round();
            await().until(() -> cluster.round() >= joined + ROUNDS);
            recorded.close();
        }

        Comparison comparison = new Comparison();
        Replay replay = new Replay(comparison);
        events.forEach(replay::take);

        assertThat(comparison.first()).isEmpty();
        assertThat(comparison.rounds()).isGreaterThan(ROUNDS / 2);
        assertThat(comparison.corrections()).isPositive();
        assertThat(comparison.incomparableRounds()).isZero();
        assertTheSlavesClockDoesTheSameAgain();
    }

    private void assertTheSlavesClockDoesTheSameAgain() {
        SlaveReplay replay = new SlaveReplay();
        ofSlave.forEach(replay::take);

        assertThat(replay.first()).isEmpty();
        assertThat(replay.corrections()).isPositive();
        // By datagrams as well as over the connection.
        assertThat(replay.readings()).isGreaterThan(replay.corrections());
        assertThat(replay.incomparableCorrections()).isZero();
        assertThat(ofSlave).filteredOn(Welcomed.class::isInstance).hasSize(1);
        assertThat(ofSlave)
                .filteredOn(Parted.class::isInstance)
                .singleElement()
                .satisfies(parted -> assertThat(((Parted) parted).why()).contains("SHUTDOWN"));
    }
}
