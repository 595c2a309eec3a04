package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.campanile.it.Agreement.Moment;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.testcontainers.containers.Network;

/** A master and five slaves with wrong clocks, in containers on a network of their own. */
final class ContainerCluster implements AutoCloseable {

    private static final String[][] WRONG_CLOCKS = {
        {"2.5s", "40ppm"}, {"-1.2s", "-80ppm"}, {"40ms", "100ppm"}, {"-3s", "10ppm"}, {"700ms", "-30ppm"}
    };
    private static final long INTERVAL_NANOS = 100_000_000;
    private static final long AGREEMENT_NANOS = 2_000_000;
    private static final int LAST_MOMENTS = 5;

    /** The two lines of a pair are printed within a few milliseconds: what the clocks may drift apart meanwhile. */
    private static final long PRINTING_NANOS = 20_000;

    private final Network network = Network.newNetwork();
    private final List<Node> slaves = new ArrayList<>();
    private final Node master;

    ContainerCluster() {
        Docker.require();
        master = Node.master(network, Map.of());
        for (int i = 0; i < WRONG_CLOCKS.length; i++) {
            slaves.add(startSlave(i, "master"));
        }
    }

    private Node startSlave(int number, String masterAddress) {
        return Node.slave(
                network,
                Map.of(),
                "a" + number,
                "--master=" + masterAddress,
                "--clock-offset=" + WRONG_CLOCKS[number][0],
                "--clock-drift=" + WRONG_CLOCKS[number][1],
                "--interval=" + INTERVAL_NANOS + "ns");
    }

    Node master() {
        return master;
    }

    List<Node> slaves() {
        return slaves;
    }

    String networkId() {
        return network.getId();
    }

    /** The address at which containers of this network reach this machine. */
    String gateway() {
        return Docker.run("network", "inspect", "--format={{(index .IPAM.Config 0).Gateway}}", networkId())
                .strip();
    }

    /** Starts a slave with the same wrong clock in the place of another. */
    void replace(Node slave, String masterAddress) {
        int number = slaves.indexOf(slave);
        slave.close();
        slaves.set(number, startSlave(number, masterAddress));
    }

    JsonNode status() throws IOException, InterruptedException {
        return StatusApi.get(master.address() + ":8081");
    }

    /** Waits until all slaves are members, as the master says, and have agreed lately, as they say themselves. */
    void awaitAgreement(Duration patience) {
        Awaitility.await("agreement")
                .atMost(patience)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> {
                    assertThat(status().at("/slaves").findValuesAsText("state"))
                            .hasSize(slaves.size())
                            .containsOnly("MEMBER");
                    List<Moment> moments = Agreement.moments(slaves, INTERVAL_NANOS);
                    assertThat(moments).hasSizeGreaterThan(LAST_MOMENTS);
                    assertThat(moments.subList(moments.size() - LAST_MOMENTS, moments.size()))
                            .allSatisfy(m -> assertThat(m.spreadNanos()).isLessThan(AGREEMENT_NANOS));
                    long last = moments.get(moments.size() - 1).hostNanos();
                    assertThat(System.currentTimeMillis() * 1_000_000 - last).isLessThan(3_000_000_000L);
                });
    }

    /** Since they started, no slave's time went back, and no two differed by more than they said. */
    void assertNobodyLiedOrWentBack() {
        assertThat(slaves)
                .allSatisfy(s -> assertThat(Agreement.backwardReadings(s)).isZero());
        assertThat(Agreement.moments(slaves, INTERVAL_NANOS))
                .isNotEmpty()
                .allSatisfy(m -> assertThat(m.excessNanos()).isLessThan(PRINTING_NANOS));
    }

    @Override
    public void close() {
        slaves.forEach(Node::close);
        master.close();
        network.close();
    }
}
