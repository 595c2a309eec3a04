package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.ensemble.Reference;
import io.campanile.core.message.RejectionReason;
import io.campanile.core.message.Standing;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Production slaves on real sockets; what they should show is known, because all clocks descend from one. */
class ConvergenceTest {

    private static final Offset<Long> TWO_MILLIS = Offset.offset(2_000_000L);

    /** Over seconds, the estimates of rates that a busy machine disturbs add up to some of these. */
    private static final Offset<Long> TEN_MILLIS = Offset.offset(10_000_000L);

    private static void awaitConverged(Cluster cluster, List<TestSlave> slaves) {
        await().untilAsserted(() -> assertThat(slaves).allSatisfy(slave -> {
            assertThat(slave.clock().status()).isEqualTo(ClockStatus.SYNCHRONIZED);
            assertThat(cluster.trueErrorNanos(slave)).isCloseTo(0L, TWO_MILLIS);
        }));
    }

    @Test
    void bringsClocksTogetherAndLeavesTheLiarOut() throws IOException {
        try (Cluster cluster = new Cluster()) {
            List<TestSlave> honest = List.of(
                    cluster.join("a1", Duration.ofSeconds(3), 50),
                    cluster.join("a2", Duration.ofSeconds(-4), -80),
                    cluster.join("a3", Duration.ofMillis(1500), 20));
            TestSlave liar = cluster.join("liar", Duration.ofHours(1), 0);
            awaitConverged(cluster, honest);
            await().untilAsserted(() -> {
                for (TestSlave slave : honest) {
                    assertThat(cluster.status(slave.name()).standing()).isEqualTo(Standing.MEMBER);
                    assertThat(cluster.status(slave.name()).rejection()).isNull();
                }
                SlaveStatus status = cluster.status("liar");
                assertThat(status.standing()).isEqualTo(Standing.REJECTED);
                var rejection = Objects.requireNonNull(status.rejection());
                assertThat(rejection.reason()).isEqualTo(RejectionReason.BEYOND_PANIC);
                assertThat(rejection.detail()).contains("s ahead, the panic limit is 1000 s", "raise the panic limit");
            });
            assertThat(liar.correctedInRound()).isZero();
            assertThat(cluster.master().clock().status()).isEqualTo(ClockStatus.SYNCHRONIZED);
        }
    }

    @Test
    void statesBoundsThatHoldTheTruth() throws IOException {
        try (Cluster cluster = new Cluster()) {
            TestSlave slave = cluster.join("a1", Duration.ofSeconds(3), 90);
            cluster.join("a2", Duration.ofSeconds(-2), -90);
            awaitConverged(cluster, List.of(slave));
            long then = cluster.round();
            for (int i = 0; cluster.round() < then + 10; i++) {
                var reading = slave.clock().read();
                long instant = slave.local().baseNanos(reading.localNanos());
                long truth = cluster.master().clock().read().timeline().target().at(instant);
                assertThat(Math.abs(reading.clusterNanos() - truth))
                        .as("the true error of reading %d", i)
                        .isLessThanOrEqualTo(reading.errorNanos());
            }
        }
    }

    @Test
    void movesNobodyWhenAWrongClockJoinsLate() throws IOException {
        try (Cluster cluster = new Cluster()) {
            TestSlave first = cluster.join("a1", Duration.ofSeconds(2), 10);
            cluster.join("a2", Duration.ofSeconds(-1), -10);
            awaitConverged(cluster, List.of(first));
            long before = clusterTimeAgainstBase(first);
            TestSlave late = cluster.join("late", Duration.ofMinutes(5), 0);
            awaitConverged(cluster, List.of(late));
            assertThat(cluster.status("late").standing()).isIn(Standing.PROBATION, Standing.MEMBER);
            assertThat(clusterTimeAgainstBase(first)).isCloseTo(before, TEN_MILLIS);
            // It votes when it has proved itself, and still moves nobody.
            await().until(() -> cluster.status("late").standing() == Standing.MEMBER);
            assertThat(clusterTimeAgainstBase(first)).isCloseTo(before, TEN_MILLIS);
        }
    }

    private static long clusterTimeAgainstBase(TestSlave slave) {
        var reading = slave.clock().read();
        return reading.clusterNanos() - slave.local().baseNanos(reading.localNanos());
    }

    @Test
    void followsTheMastersOwnClockWhenThatDecides() throws IOException {
        MasterConfig usual = Cluster.options(EnsembleConfig.DEFAULT);
        MasterConfig local = new MasterConfig(
                "master",
                usual.bind(),
                usual.transports(),
                usual.threads(),
                usual.maxSlaves(),
                usual.cluster().withReference(Reference.LOCAL),
                usual.discipline());
        try (Cluster cluster = new Cluster(local)) {
            TestSlave slave = cluster.join("a1", Duration.ofSeconds(5), 0);
            awaitConverged(cluster, List.of(slave));
            assertThat(clusterTimeAgainstBase(slave)).isCloseTo(0L, TEN_MILLIS);
        }
    }
}
