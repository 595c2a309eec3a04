package io.campanile.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.replay.Event;
import io.campanile.core.replay.Event.Exchanged;
import io.campanile.core.replay.EventRecorder;
import io.campanile.simulator.Cluster;
import io.campanile.simulator.FaultInjector;
import io.campanile.simulator.node.SimulatedSlave;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Probes that go as datagrams beside a connection, through a firewall that drops them from 200 s to 320 s: production's choice between
 * the two ways, in virtual time.
 */
class DatagramsSimulationTest {

    private static final long SECOND = 1_000_000_000L;

    /** How late programs stamp on the connection, on average: half of that on the way back. */
    private static final long LATE_NANOS = 60_000;

    private long byDatagram;
    private long byConnection;

    private void note(Event event) {
        if (event instanceof Exchanged exchanged && exchanged.byDatagrams()) {
            byDatagram++;
        } else if (event instanceof Exchanged) {
            byConnection++;
        }
    }

    /** What was seen between two moments. */
    private record Span(double errorNanos, double shareByDatagram) {}

    /** The root mean square of what slaves serve against true time, which is the master's, from now until then. */
    private Span until(Cluster cluster, long second) {
        byDatagram = 0;
        byConnection = 0;
        double squares = 0;
        long looks = 0;
        for (long at = cluster.time().now() + SECOND; at <= Cluster.START_NANOS + second * SECOND; at += SECOND) {
            cluster.time().run(at, cluster.witness()::look);
            for (SimulatedSlave slave : cluster.slaves()) {
                squares +=
                        Math.pow((double) slave.clock().nanos() - cluster.time().now(), 2);
                looks++;
            }
        }
        return new Span(Math.sqrt(squares / looks), (double) byDatagram / (byDatagram + byConnection));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aFirewallThatDropsDatagramsBreaksNoBoundAndAccuracyReturns(long seed) {
        Scenario scenario = Scenarios.named("firewall")
                .orElseThrow()
                .with(Map.of(
                        Setting.REFERENCE, "local",
                        Setting.MASTER_WANDER, "0",
                        Setting.BURST, "4",
                        Setting.CONNECTION, LATE_NANOS + "ns",
                        Setting.FAULTS, "200s drop all 120s"));
        Cluster cluster = new Cluster(scenario.parameters(), 0, new SplittableRandom(seed));
        cluster.witness().record(master -> new EventRecorder(this::note));
        new FaultInjector(cluster).plan(scenario.parameters().faults().list());

        until(cluster, 100);
        Span before = until(cluster, 199);
        until(cluster, 210);
        Span dropped = until(cluster, 319);
        until(cluster, 400);
        Span after = until(cluster, 600);

        assertThat(cluster.witness().violations().told()).as("seed %s", seed).isEmpty();
        assertThat(before.shareByDatagram()).isGreaterThan(0.99);
        assertThat(dropped.shareByDatagram()).isZero();
        assertThat(after.shareByDatagram()).isGreaterThan(0.99);
        // The connection's asymmetry would move a clock by a quarter of how late its programs stamp.
        assertThat(before.errorNanos()).isLessThan(LATE_NANOS / 60.0);
        assertThat(dropped.errorNanos()).isLessThan(LATE_NANOS / 20.0);
        assertThat(after.errorNanos()).isLessThan(LATE_NANOS / 60.0);
    }
}
