package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.campanile.master.TwinRelay;
import io.campanile.os.LinuxSockets;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Processes that say all over TCP and measure by datagrams, until those do not get through any more. */
class LanesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static List<JsonNode> slaves(Campanile master) throws Exception {
        List<JsonNode> slaves = new ArrayList<>();
        JsonApi.status(master.admin()).get("slaves").forEach(slaves::add);
        return slaves;
    }

    private static void awaitAll(Campanile master, String field, String value) {
        Awaitility.await("all slaves have the %s %s".formatted(field, value))
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(slaves(master))
                        .hasSize(2)
                        .allSatisfy(
                                slave -> assertThat(slave.get(field).asText()).isEqualTo(value)));
    }

    @Test
    void slavesLoseTheKernelsStampsWithTheirDatagramsAndNoSession() throws Exception {
        boolean stamped = new LinuxSockets().objection().isEmpty();
        try (Campanile master =
                        Campanile.start("master", "--bind=127.0.0.1", "--port=0", "--admin-port=0", "--round=500ms");
                TwinRelay one = relay(master);
                TwinRelay two = relay(master);
                Campanile a = slave("a", one);
                Campanile b = slave("b", two)) {
            awaitAll(master, "probes_by", "udp");
            awaitAll(master, "stamps", stamped ? "KERNEL" : "USER");
            awaitAll(master, "state", "MEMBER");
            List<String> connections = addresses(master);

            one.loseDatagrams(true);
            two.loseDatagrams(true);
            awaitAll(master, "probes_by", "tcp");
            awaitAll(master, "state", "MEMBER");
            assertThat(a.out()).last().asString().contains("SYNCHRONIZED");
            assertThat(b.out()).last().asString().contains("SYNCHRONIZED");

            one.loseDatagrams(false);
            two.loseDatagrams(false);
            awaitAll(master, "probes_by", "udp");
            assertThat(addresses(master)).as("no connection ended").isEqualTo(connections);
        }
    }

    private static List<String> addresses(Campanile master) throws Exception {
        return slaves(master).stream()
                .map(slave -> slave.get("address").asText())
                .toList();
    }

    private static TwinRelay relay(Campanile master) throws Exception {
        return new TwinRelay(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(master.port())));
    }

    private static Campanile slave(String name, TwinRelay way) {
        return Campanile.start(
                "slave",
                "--name=" + name,
                "--master=127.0.0.1:" + way.address().getPort(),
                "--transport=auto",
                "--print=json",
                "--interval=200ms");
    }
}
