package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.campanile.core.ensemble.EnsembleConfig;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class Ipv6Test {

    @Test
    void slavesOfBothTransportsAreServedAndShownAsPeopleWriteThem() throws IOException {
        InetAddress loopback = Objects.requireNonNull(NetUtil.createInetAddressFromIpAddressString("::1"));
        assumeThat(NetworkInterface.getByInetAddress(loopback))
                .as("this machine has no IPv6")
                .isNotNull();
        InetSocketAddress anyPort = new InetSocketAddress(loopback, 0);
        try (Cluster cluster = new Cluster(Cluster.options(EnsembleConfig.DEFAULT, anyPort))) {
            TestSlave a = cluster.join("a", Duration.ofSeconds(1), 0);
            TestSlave b = cluster.joinOverUdp(
                    "b", Duration.ofSeconds(2), cluster.master().address());
            await().until(() -> a.correctedInRound() > 0 && b.correctedInRound() > 0);
            assertThat(cluster.master().status().slaves())
                    .hasSize(2)
                    .allSatisfy(slave -> assertThat(slave.address()).matches("\\[::1]:[0-9]+"));
        }
    }
}
