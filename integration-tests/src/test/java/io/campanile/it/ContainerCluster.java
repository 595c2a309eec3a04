package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.testcontainers.containers.Network;

/** A master and five slaves with wrong clocks, in containers on a network of their own. */
final class ContainerCluster implements AutoCloseable {

    private final Network network = Network.newNetwork();
    private final List<Node> slaves = new ArrayList<>();
    private final Node master;

    ContainerCluster() {
        Docker.require();
        master = Node.master(network, Map.of());
        for (int i = 0; i < WrongClock.ALL.size(); i++) {
            slaves.add(startSlave(i, "master"));
        }
    }

    private Node startSlave(int number, String masterAddress) {
        List<String> options = new ArrayList<>(List.of("--master=" + masterAddress));
        options.addAll(WrongClock.ALL.get(number).options());
        options.addAll(Agreement.PRINTING);
        return Node.slave(network, Map.of(), "a" + number, options);
    }

    /** All slaves but this one. */
    List<Node> othersThan(Node slave) {
        return slaves.stream().filter(s -> s != slave).toList();
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

    /** Starts a slave with the same wrong clock in the place of another; what that has printed is checked first. */
    void replace(Node slave, String masterAddress) {
        Agreement.assertNobodyLiedOrWentBack(slaves);
        int number = slaves.indexOf(slave);
        slave.close();
        slaves.set(number, startSlave(number, masterAddress));
    }

    JsonNode status() throws IOException, InterruptedException {
        return JsonApi.status(master.address() + ":8081");
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
                    Agreement.assertReached(slaves);
                });
    }

    @Override
    public void close() {
        slaves.forEach(Node::close);
        master.close();
        network.close();
    }
}
