package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.campanile.clock.SystemClock;
import io.campanile.clock.TimeInterval;
import io.campanile.core.LocalClock;
import io.campanile.core.ReferenceReading;
import io.campanile.core.Units;
import io.campanile.core.ensemble.RoundReport;
import io.campanile.core.ensemble.UtcReport;
import io.campanile.slave.Campanile;
import io.campanile.slave.Slave;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What one slave's machine knows of UTC reaches every member over real connections. */
class UtcExchangeTest {

    private static final long AHEAD_NANOS = 300_000_000;
    private static final long ERROR_NANOS = 200_000;

    /** A machine whose clock is 300 ms behind UTC, and that knows it. */
    private static final class Knowing implements LocalClock {

        private final SystemClock machine = new SystemClock();

        @Override
        public long nanos() {
            return machine.nanos();
        }

        long utcNanos() {
            return machine.nanos() + AHEAD_NANOS;
        }

        @Override
        public Optional<ReferenceReading> utc() {
            return Optional.of(new ReferenceReading(
                    machine.nanos(), AHEAD_NANOS, 0, ERROR_NANOS, 15_000, 600 * Units.SECOND_NANOS));
        }
    }

    @Test
    void whatOneSlaveClaimsIsWhereEveryMemberSaysThatUtcIs() throws Exception {
        Knowing knowing = new Knowing();
        try (Cluster cluster = new Cluster();
                Slave claiming = Campanile.slave()
                        .name("a1")
                        .master("127.0.0.1", cluster.master().address().getPort())
                        .localClock(knowing)
                        .build()) {
            claiming.start();
            TestSlave other = cluster.join("a2", Duration.ofMillis(20), 0);
            await().until(() ->
                    isKnown(other.clock().utc()) && isKnown(claiming.clock().utc()));
            await().until(() -> isKnown(cluster.master().clock().utc()));

            long before = knowing.utcNanos();
            TimeInterval utc = other.clock().utc();
            long after = knowing.utcNanos();
            assertThat(utc.earliestNanos()).isLessThanOrEqualTo(after);
            assertThat(utc.latestNanos()).isGreaterThanOrEqualTo(before);
            await().untilAsserted(() -> {
                UtcReport known = Optional.ofNullable(cluster.master().status().round())
                        .map(RoundReport::utc)
                        .orElse(UtcReport.UNKNOWN);
                assertThat(known.claims()).isEqualTo(1);
                assertThat(known.agreeing()).isEqualTo(1);
                assertThat(known.errorNanos()).isGreaterThanOrEqualTo(ERROR_NANOS);
            });
        }
    }

    private static boolean isKnown(TimeInterval utc) {
        return !utc.equals(TimeInterval.UNKNOWN);
    }
}
