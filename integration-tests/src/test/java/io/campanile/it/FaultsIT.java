package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One fault after the other on a cluster that runs through all of them. */
@Order(1)
@Tag("containers")
@SuppressWarnings("NullAway.Init") // JUnit calls start() first
class FaultsIT {

    /** How soon after a fault all clocks agree again, at the latest: generous, for machines busy with other things. */
    private static final Duration RECOVERY = Duration.ofSeconds(90);

    private static ContainerCluster cluster;

    @BeforeAll
    static void start() {
        cluster = new ContainerCluster();
        cluster.awaitAgreement(Duration.ofMinutes(3));
    }

    @AfterAll
    static void end() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void allAgreeAgainAfter(Fault fault) throws Exception {
        Node victim = cluster.slaves().get(1);
        List<Node> others = cluster.othersThan(victim);
        long before = Agreement.lastMoment(others);
        fault.strike(cluster, victim);
        Thread.sleep(fault.duration().toMillis());
        fault.heal(cluster, victim);
        cluster.awaitAgreement(RECOVERY);
        Agreement.assertKept(others, before, 5);
        Agreement.assertNobodyLiedOrWentBack(cluster.slaves());
    }

    /** Up to half of the asymmetry is an error that nobody can see; the bound knows of it. */
    @Test
    void theBoundHoldsOverASlowLopsidedLinkThatBreaks() throws Exception {
        Node victim = cluster.slaves().get(0);
        try (Relay relay = new Relay(cluster.gateway(), cluster.master().address(), 1)) {
            cluster.replace(victim, relay.address());
            Node behindRelay = cluster.slaves().get(0);
            Awaitility.await("as many readings as take several connections")
                    .atMost(RECOVERY)
                    .untilAsserted(() -> {
                        assertThat(relay.broken()).isGreaterThan(2);
                        assertThat(Agreement.lines(behindRelay)).hasSizeGreaterThan(50);
                    });
            Agreement.assertNobodyLiedOrWentBack(cluster.slaves());
        }
        cluster.replace(cluster.slaves().get(0), "master");
        cluster.awaitAgreement(RECOVERY);
        Agreement.assertNobodyLiedOrWentBack(cluster.slaves());
    }
}
