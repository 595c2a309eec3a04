package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.campanile.clock.SystemClock;
import io.campanile.core.LocalClock;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.proto.v1.Envelope;
import io.campanile.proto.v1.Probe;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A master that thinks that any slaves are many. */
@Timeout(60)
class LargeClusterTest {

    private static final long MILLISECOND = 1_000_000L;
    private static final int MOST_PROBES = 1_000;

    private final LocalClock clock = new SystemClock();

    private static MasterConfig options() {
        MasterConfig usual = Cluster.options(EnsembleConfig.DEFAULT);
        return new MasterConfig(
                "master",
                usual.bind(),
                usual.transports(),
                usual.threads(),
                usual.maxSlaves(),
                usual.cluster().withImmediateUpTo(0),
                usual.discipline());
    }

    @Test
    void probesBringTheCorrectionsButTheFirst() throws IOException {
        try (Cluster cluster = new Cluster(options());
                RawPeer peer = cluster.connect()) {
            long session = peer.join("a1").getSession();
            Probe probe = Probe.getDefaultInstance();
            int byThemselves = 0;
            for (int i = 0; i < MOST_PROBES && !probe.hasCorrection(); i++) {
                Envelope envelope = peer.read();
                if (envelope.hasCorrection()) {
                    byThemselves++;
                } else {
                    assertThat(envelope.hasProbe()).as("a probe: %s", envelope).isTrue();
                    probe = envelope.getProbe();
                    peer.send(session, RawPeer.reading(probe, clock.nanos()));
                }
            }
            assertThat(byThemselves).isOne();
            assertThat(probe.hasCorrection()).isTrue();
            assertThat(probe.getCorrection().getRound()).isLessThan(probe.getRound());
        }
    }

    @Test
    void slavesAgreeOverBothTransports() throws IOException {
        try (Cluster cluster = new Cluster(options())) {
            TestSlave a = cluster.join("a", Duration.ofSeconds(-2), 40);
            TestSlave b = cluster.joinOverUdp(
                    "b", Duration.ofSeconds(3), cluster.master().address());
            for (TestSlave slave : new TestSlave[] {a, b}) {
                await().atMost(30, TimeUnit.SECONDS)
                        .until(() -> slave.clock().status() == ClockStatus.SYNCHRONIZED
                                && Math.abs(cluster.trueErrorNanos(slave)) < 20 * MILLISECOND);
            }
        }
    }
}
