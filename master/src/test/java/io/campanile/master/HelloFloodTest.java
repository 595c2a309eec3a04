package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.campanile.core.discipline.ClockStatus;
import io.campanile.load.HelloFlood;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Hellos from a thousand addresses, of those who prove their address and never answer a probe. How accurate an honest slave is
 * meanwhile depends on who else wants the processor, and {@code bench/run trust} measures it with a million hellos; what is asserted
 * here holds on any machine.
 */
@Timeout(600)
class HelloFloodTest {

    private static final int ADDRESSES = 1_000;
    private static final int HELLOS = 2_000;

    private static void flood(HelloFlood strangers) throws IOException {
        for (int i = 0; i < HELLOS; i++) {
            strangers.say();
        }
    }

    @Test
    void costsAnHonestSlaveNothingThatLastsAndIsOverSoonAfterItsEnd() throws IOException {
        try (Cluster cluster = new Cluster();
                HelloFlood strangers = HelloFlood.open(cluster.master().address(), ADDRESSES)) {
            TestSlave honest = cluster.joinOverUdp(
                    "honest", Duration.ofSeconds(3), cluster.master().address());
            await().until(() -> honest.clock().status() == ClockStatus.SYNCHRONIZED);
            long round = cluster.round();

            flood(strangers);

            assertThat(strangers.challengedBytes())
                    .as("bytes to addresses that are not proven")
                    .isPositive()
                    .isLessThanOrEqualTo(strangers.saidBytes());
            await().until(() -> cluster.round() > round + 1);
            assertThat(cluster.master().status().slaves())
                    .hasSizeLessThanOrEqualTo(Cluster.MOST_SLAVES)
                    .extracting(SlaveStatus::name)
                    .contains("honest");
            assertThat(cluster.master().status().lost())
                    .extracting(SlaveStatus::name)
                    .doesNotContain("honest");
            assertThat(honest.clock().status()).isNotEqualTo(ClockStatus.UNSYNCHRONIZED);
            // Nobody of them answers a probe: they go by themselves, and the honest one stays.
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(cluster.master().status().slaves())
                            .extracting(SlaveStatus::name)
                            .containsExactly("honest"));
            long corrected = honest.correctedInRound();
            await().until(() -> honest.correctedInRound() > corrected);
        }
    }
}
