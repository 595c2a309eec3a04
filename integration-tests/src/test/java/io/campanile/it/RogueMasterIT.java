package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.ClusterReading;
import io.campanile.clock.SystemClock;
import io.campanile.core.LocalClock;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.ensemble.Reference;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.round.ClusterConfig;
import io.campanile.master.MasterConfig;
import io.campanile.master.MasterServer;
import io.campanile.proto.socket.Transport;
import io.campanile.slave.Campanile;
import io.campanile.slave.Refusal;
import io.campanile.slave.Slave;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Three masters in the list, one of which is none of the group and a minute off: production masters and slaves in this process. */
@Order(3)
@Tag("processes")
class RogueMasterIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LIE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int SLAVES = 3;

    /** A master that leads alone, in an epoch of its own, and takes its own wrong clock for the time. */
    private static MasterServer rogue() throws Exception {
        LocalClock truth = new SystemClock();
        MasterConfig config = new MasterConfig(
                "rogue",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Transport.LISTENED,
                1,
                100,
                ClusterConfig.DEFAULT.withReference(Reference.LOCAL),
                DisciplineLimits.DEFAULT);
        return MasterServer.start(config, () -> truth.nanos() + LIE_NANOS);
    }

    private static Slave slave(int number, Transport transport, int rogue, ToldMaster m1, ToldMaster m2) {
        return Campanile.slave()
                .name("slave-" + number)
                .transport(transport)
                .master("127.0.0.1", rogue)
                .master("127.0.0.1", m1.port())
                .master("127.0.0.1", m2.port())
                .build();
    }

    private static boolean keepsTime(ClusterClock clock) {
        return clock.status() == ClockStatus.SYNCHRONIZED;
    }

    private static boolean hasLeftTheRogue(Slave slave) {
        return slave.search().refusals().stream()
                .anyMatch(refusal -> refusal.reason().equals(Optional.of(GoodbyeReason.DISTRUSTED)));
    }

    /** Two clocks of one process, which were read one after the other: they are no further apart than both bounds and the pause. */
    private static void assertWithinBounds(Slave slave, ToldMaster master) {
        ClusterReading before = master.clock().read();
        ClusterReading reading = slave.clock().read();
        ClusterReading after = master.clock().read();
        if (reading.isBounded() && before.isBounded() && after.isBounded()) {
            assertThat(reading.clusterNanos())
                    .as("%s of %s", reading, slave.name())
                    .isBetween(
                            before.clusterNanos() - before.errorNanos() - reading.errorNanos(),
                            after.clusterNanos() + after.errorNanos() + reading.errorNanos());
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void slavesLeaveTheOneThatTheOthersContradictAndNeverLeaveTheirBounds(Transport transport) throws Exception {
        MasterServer rogue = rogue();
        List<Slave> slaves = new ArrayList<>();
        try (ToldMaster m1 = new ToldMaster("m1");
                ToldMaster m2 = new ToldMaster("m2")) {
            m1.lead(7);
            m2.follow(m1, 7);
            Awaitility.await().atMost(PATIENCE).until(() -> keepsTime(m1.clock()) && keepsTime(m2.clock()));
            // For a moment nobody leads, and only the rogue lets slaves in.
            m1.vacate();
            m2.vacate();
            for (int i = 1; i <= SLAVES; i++) {
                slaves.add(slave(i, transport, rogue.address().getPort(), m1, m2));
            }
            slaves.forEach(Slave::start);

            Awaitility.await().atMost(PATIENCE).until(() -> {
                slaves.forEach(slave -> assertWithinBounds(slave, m1));
                return slaves.stream().allMatch(RogueMasterIT::hasLeftTheRogue);
            });

            for (Slave slave : slaves) {
                Refusal refusal = slave.search().refusals().stream()
                        .filter(each ->
                                each.master().endsWith(":" + rogue.address().getPort()))
                        .findFirst()
                        .orElseThrow();
                assertThat(refusal.why()).contains("2 of the 3 masters in this slave's list agree on another time");
                assertThat(refusal.remedy()).contains("clock");
                assertThat(slave.clock().status()).isEqualTo(ClockStatus.UNSYNCHRONIZED);
            }
            m2.follow(m1, 8);
            m1.lead(8);
            Awaitility.await().atMost(PATIENCE).until(() -> {
                slaves.forEach(slave -> assertWithinBounds(slave, m1));
                return slaves.stream().allMatch(slave -> keepsTime(slave.clock()));
            });
            assertThat(slaves).allSatisfy(slave -> {
                assertThat(slave.search().master()).contains(m1.address());
                assertThat(slave.clock().read().timeline().epoch())
                        .as("an epoch of the group")
                        .isEqualTo(8);
            });
        } finally {
            slaves.forEach(Slave::close);
            rogue.close().completeOnTimeout(null, 5, TimeUnit.SECONDS).join();
        }
    }

    /** Nobody can be in the minority while no master but one keeps time. */
    @Test
    void aMasterIsNotLeftSinceTheOthersDoNotKnowWhatTimeItIs() throws Exception {
        MasterServer alone = rogue();
        List<Slave> slaves = new ArrayList<>();
        try (ToldMaster m1 = new ToldMaster("m1");
                ToldMaster m2 = new ToldMaster("m2")) {
            Slave slave = slave(1, Transport.TCP, alone.address().getPort(), m1, m2);
            slaves.add(slave);
            slave.start();
            Awaitility.await().atMost(PATIENCE).until(() -> keepsTime(slave.clock()));
            assertThat(hasLeftTheRogue(slave)).isFalse();
        } finally {
            slaves.forEach(Slave::close);
            alone.close().completeOnTimeout(null, 5, TimeUnit.SECONDS).join();
        }
    }
}
