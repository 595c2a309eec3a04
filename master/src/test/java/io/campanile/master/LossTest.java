package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.campanile.master.SlaveStatus.Loss;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Slaves that are lost, over real sockets. */
class LossTest {

    private final Cluster cluster;

    LossTest() throws IOException {
        cluster = new Cluster();
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private List<String> lost() {
        return cluster.master().status().lost().stream().map(SlaveStatus::name).toList();
    }

    private void awaitConnected(String... names) {
        await().until(() -> cluster.master().status().slaves().stream()
                .map(SlaveStatus::name)
                .toList()
                .equals(List.of(names)));
    }

    private void lose(String name) throws IOException {
        try (RawPeer peer = cluster.connect()) {
            peer.join(name);
            awaitConnected(name);
        }
        await().until(() -> lost().equals(List.of(name)));
    }

    @Test
    void showsWhoseConnectionBroke() throws IOException {
        lose("a1");
        SlaveStatus a1 = cluster.master().status().lost().get(0);
        Loss loss = Objects.requireNonNull(a1.loss());
        assertThat(loss.why()).isEqualTo("its connection broke");
        assertThat(loss.atNanos()).isGreaterThanOrEqualTo(a1.lastHeardAtNanos());
        assertThat(a1.address()).startsWith("127.0.0.1:");
        assertThat(cluster.master().status().slaves()).isEmpty();
    }

    @Test
    void showsWhoCameBackAsConnectedOnly() throws IOException {
        lose("a1");
        try (RawPeer back = cluster.connect()) {
            back.join("a1");
            awaitConnected("a1");
            assertThat(lost()).isEmpty();
        }
    }

    @Test
    void losesNobodyWhoSaysGoodbye() {
        TestSlave slave = cluster.join("a1", Duration.ofSeconds(1), 0);
        awaitConnected("a1");
        slave.slave().stop();
        awaitConnected();
        assertThat(lost()).isEmpty();
    }
}
